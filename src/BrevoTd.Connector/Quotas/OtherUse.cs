namespace BrevoTd.Connector.Quotas;

/// <summary>
/// How much of a window other programs with the same account take, on average: what the service counted beyond what was sent from here. A sample is the most that
/// was seen within one window. Not thread-safe.
/// </summary>
internal sealed class OtherUse(long length, double weight)
{
    // The fractional part of the golden ratio: its multiples spread evenly over 0 to 1.
    private const double Golden = 0.6180339887498949;
    private const double Least = 0.1;

    private long _began = long.MinValue;
    private double _most;
    private int _samples;
    private double _mean;

    /// <summary>Requests per window.</summary>
    public double Mean { get; private set; }

    /// <summary>Between 0 and 1, another one for each window: turns a fraction of a permit into a whole one now and then.</summary>
    public double Dither { get; private set; }

    /// <summary>Whether there is another program at all.</summary>
    public bool IsSeen => Mean >= Least;

    /// <summary>Adds what an answer said.</summary>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="seen">How many requests the service counted beyond ours; negative when it can have counted fewer.</param>
    public void Add(long sent, double seen)
    {
        if (_began == long.MinValue || sent >= _began + length)
        {
            Close();
            _began = sent;
            _most = Math.Max(0, seen);
        }
        else
        {
            _most = Math.Max(_most, seen);
        }

        // The window under way counts as soon as it shows more than was known.
        Mean = _samples == 0 ? _most : Math.Max(_mean, _mean + (Weight(_samples + 1) * (_most - _mean)));
    }

    private double Weight(int samples) => Math.Max(weight, 1.0 / samples);

    private void Close()
    {
        if (_began == long.MinValue)
        {
            return;
        }

        // Nothing is learned from the time before there was another program.
        if (_samples > 0 || _most > 0)
        {
            _samples++;
            _mean += Weight(_samples) * (_most - _mean);
            if (_mean < Least)
            {
                _mean = 0;
                _samples = 0;
            }
        }

        Dither = (Dither + Golden) % 1;
    }
}
