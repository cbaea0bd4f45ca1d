namespace BrevoTd.Connector.Quotas;

/// <summary>
/// How much closer together two requests may arrive than they left. One way cannot be measured, so the spread of round trips stands for it: it is never smaller.
/// Until enough of them are known, the guard is wide. Not thread-safe.
/// </summary>
internal sealed class ArrivalGuard
{
    private const int Trusted = 64;
    private const int Remembered = 256;
    private const int Stride = 16;

    // What clocks and timers alone may be wrong by.
    private static readonly long s_least = TimeSpan.FromMilliseconds(4).Ticks;
    private static readonly long s_most = TimeSpan.FromMilliseconds(250).Ticks;

    private readonly long[] _trips = new long[Remembered];
    private readonly long[] _sorted = new long[Remembered];
    private long _count;

    /// <summary>The guard of a bucket that knows nothing yet.</summary>
    public static TimeSpan Initial { get; } = TimeSpan.FromMilliseconds(125);

    /// <summary>The guard now, in ticks.</summary>
    public long Current { get; private set; } = Initial.Ticks;

    /// <summary>Adds a round trip, in ticks.</summary>
    public void Add(long trip)
    {
        _trips[_count++ % Remembered] = trip;
        if (_count < Trusted || _count % Stride != 0)
        {
            return;
        }

        var known = (int)Math.Min(_count, Remembered);
        var sorted = _sorted.AsSpan(0, known);
        _trips.AsSpan(0, known).CopyTo(sorted);
        sorted.Sort();

        // A few answers that were slow for another reason than the way (a large body to store, a pause of the service) do not widen the guard.
        var spread = sorted[(known - 1) * 98 / 100] - sorted[0];
        Current = Math.Clamp((spread * 11 / 10) + s_least, s_least, s_most);
    }
}
