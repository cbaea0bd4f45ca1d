namespace BrevoTd.Connector.Quotas;

/// <summary>
/// Counts permits of the last second or hour in a ring of short slots, so that memory does not depend on the rate. A permit counts until its whole slot is
/// older than the window and the guard: whichever way the service cuts its windows, none of them sees more than the limit. Not thread-safe.
/// </summary>
internal sealed class SlidingWindow
{
    private readonly int[] _slots;
    private readonly long _slotTicks;
    private long _newest;
    private int _used;

    /// <param name="limit">Permits in any window.</param>
    /// <param name="length">Length of the window.</param>
    /// <param name="slot">Length of one slot.</param>
    /// <param name="guard">Added to the window, because requests that left evenly may arrive in a bunch.</param>
    public SlidingWindow(int limit, TimeSpan length, TimeSpan slot, TimeSpan guard)
    {
        Limit = limit;
        _slotTicks = slot.Ticks;
        _slots = new int[((length.Ticks + guard.Ticks + slot.Ticks - 1) / slot.Ticks) + 1];
    }

    public int Limit { get; }

    /// <summary>A window of a second: slots of 5 ms, guarded by 25 ms.</summary>
    public static SlidingWindow Second(int limit) =>
        new(limit, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(25));

    /// <summary>A window of an hour: slots of 1 s, guarded by 1 s.</summary>
    public static SlidingWindow Hour(int limit) => new(limit, TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Permits that count at a moment, given as ticks since the limiter began.</summary>
    public int Used(long now)
    {
        Advance(now);
        return _used;
    }

    public bool CanTake(long now) => Used(now) < Limit;

    public void Take(long now)
    {
        Advance(now);
        _slots[_newest % _slots.Length]++;
        _used++;
    }

    /// <summary>Ticks until a number of further permits are free, if none is taken meanwhile.</summary>
    public long TicksUntil(int permits, long now)
    {
        Advance(now);
        var rounds = (permits - 1) / Limit;
        var missing = _used + ((permits - 1) % Limit) + 1 - Limit;
        var wait = (long)rounds * _slots.Length * _slotTicks;
        if (missing <= 0)
        {
            return wait;
        }

        for (var slot = Math.Max(0, _newest - _slots.Length + 1); slot <= _newest; slot++)
        {
            missing -= _slots[slot % _slots.Length];
            if (missing <= 0)
            {
                return wait + ((slot + _slots.Length) * _slotTicks) - now;
            }
        }

        return wait;
    }

    private void Advance(long now)
    {
        var current = now / _slotTicks;
        if (current <= _newest)
        {
            return;
        }

        if (current - _newest >= _slots.Length)
        {
            Array.Clear(_slots);
            _used = 0;
        }
        else
        {
            for (var slot = _newest + 1; slot <= current; slot++)
            {
                ref var count = ref _slots[slot % _slots.Length];
                _used -= count;
                count = 0;
            }
        }

        _newest = current;
    }
}
