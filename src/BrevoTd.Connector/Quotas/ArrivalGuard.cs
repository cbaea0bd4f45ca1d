namespace BrevoTd.Connector.Quotas;

/// <summary>
/// How much closer together two requests may arrive than they left. One way cannot be measured, so the spread of round trips stands for it: it is never smaller. Round
/// trips are counted by the millisecond, because the answers to a burst come sorted: the latest ones alone would be the slowest. Until enough of them are known, the
/// guard is wide. Not thread-safe.
/// </summary>
internal sealed class ArrivalGuard
{
    private const int Trusted = 64;
    private const int Bins = 1024;

    // What clocks and timers alone may be wrong by.
    private static readonly long s_least = TimeSpan.FromMilliseconds(4).Ticks;
    private static readonly long s_most = TimeSpan.FromMilliseconds(250).Ticks;
    private static readonly long s_halfLife = TimeSpan.FromSeconds(10).Ticks;

    private readonly int[] _counts = new int[Bins];
    private int _known;
    private int _news;
    private long _halved;

    /// <summary>The guard of a bucket that knows nothing yet.</summary>
    public static TimeSpan Initial { get; } = TimeSpan.FromMilliseconds(125);

    /// <summary>The guard now, in ticks.</summary>
    public long Current { get; private set; } = Initial.Ticks;

    /// <summary>Adds a round trip.</summary>
    /// <param name="trip">Its duration in ticks.</param>
    /// <param name="now">When it ended, in ticks.</param>
    public void Add(long trip, long now)
    {
        _counts[Math.Clamp(trip / TimeSpan.TicksPerMillisecond, 0, Bins - 1)]++;
        _known++;
        _news++;
        if (_known < Trusted || _news * 16 < _known)
        {
            return;
        }

        if (now - _halved >= s_halfLife && _known >= 4 * Trusted)
        {
            // What was long ago counts less and less: the way may have become another one.
            _halved = now;
            _known = 0;
            for (var bin = 0; bin < Bins; bin++)
            {
                _known += _counts[bin] /= 2;
            }
        }

        _news = 0;

        // A few answers that were slow for another reason than the way (a large body to store, a pause of the service) do not widen the guard.
        var spread = (Quantile(0.98) - Quantile(0.01)) * TimeSpan.TicksPerMillisecond;
        Current = Math.Clamp((spread * 11 / 10) + s_least, s_least, s_most);
    }

    private int Quantile(double share)
    {
        var wanted = (int)(share * _known);
        var bin = 0;
        for (var seen = _counts[0]; seen <= wanted && bin < Bins - 1; seen += _counts[bin])
        {
            bin++;
        }

        return bin;
    }
}
