namespace BrevoTd.Connector.Quotas;

/// <summary>
/// Counts the permits of the last second or hour. Permits of one short slot are one entry, so memory depends on the number of slots and not on the rate. A permit
/// counts until it is older than the window and the guard: whichever way the service cuts its windows, none of them sees more than the limit. Times are ticks since
/// the limiter began. Not thread-safe.
/// </summary>
internal sealed class SlidingWindow
{
    private const int FirstCapacity = 16;

    private readonly long _slot;
    private readonly long _kept;

    // A ring whose capacity is a power of two; the indexes only grow.
    private Run[] _runs = new Run[FirstCapacity];
    private long _oldest;
    private long _counted;
    private long _end;

    /// <param name="length">Length of the window.</param>
    /// <param name="slot">Length of one slot.</param>
    /// <param name="guard">Added to the window, because requests that left evenly may arrive in a bunch.</param>
    /// <param name="kept">How long permits are remembered; answers to older requests cannot be compared with what was sent.</param>
    public SlidingWindow(TimeSpan length, TimeSpan slot, TimeSpan guard, TimeSpan kept)
    {
        Length = length.Ticks;
        Guard = guard.Ticks;
        _slot = slot.Ticks;
        _kept = kept.Ticks;
    }

    public long Length { get; }

    /// <summary>May change at any time; a permit that counts no longer does not come back.</summary>
    public long Guard { get; set; }

    /// <summary>A window of a second: slots of 2 ms.</summary>
    public static SlidingWindow Second(TimeSpan guard) =>
        new(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(2), guard, TimeSpan.FromSeconds(5));

    /// <summary>A window of an hour, or of a scaled one: 3,600 slots, and a guard as long as a slot.</summary>
    public static SlidingWindow Hour(TimeSpan length) => new(length, length / 3600, length / 3600, length * 1.1);

    /// <summary>Another window of the same shape.</summary>
    public SlidingWindow Empty() =>
        new(TimeSpan.FromTicks(Length), TimeSpan.FromTicks(_slot), TimeSpan.FromTicks(Guard), TimeSpan.FromTicks(_kept));

    /// <summary>Permits given in all.</summary>
    public long Total { get; private set; }

    /// <summary>Entries in memory.</summary>
    public int Entries => _runs.Length;

    /// <summary>Permits that count at a moment.</summary>
    public int Used(long now)
    {
        Advance(now);
        return _counted == _end ? 0 : (int)(Total - At(_counted).Before);
    }

    public void Take(long now)
    {
        Advance(now);
        var slot = now / _slot;
        if (_end == _counted || At(_end - 1).Slot != slot)
        {
            if (_end - _oldest == _runs.Length)
            {
                Grow();
            }

            At(_end++) = new Run { Slot = slot, Before = Total };
        }

        At(_end - 1).Last = now;
        Total++;
    }

    /// <summary>Permits given at a moment or later, at most a slot's too many; <see langword="null"/> when that is no longer known.</summary>
    public int? Since(long moment, long now)
    {
        Advance(now);
        if (moment <= now - _kept)
        {
            return null;
        }

        var low = _oldest;
        var high = _end;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (At(middle).Last < moment)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == _end ? 0 : (int)(Total - At(low).Before);
    }

    /// <summary>Ticks until a number of further permits are free, if none is taken meanwhile.</summary>
    /// <param name="permits">How many.</param>
    /// <param name="limit">Permits in any window.</param>
    /// <param name="now">The moment that counting begins at.</param>
    public long TicksUntil(int permits, int limit, long now)
    {
        var rounds = (permits - 1) / limit;
        var wait = rounds * (Length + Guard);
        var missing = Used(now) + ((permits - 1) % limit) + 1 - limit;
        if (missing <= 0)
        {
            return wait;
        }

        for (var index = _counted; index < _end; index++)
        {
            var before = index + 1 < _end ? At(index + 1).Before : Total;
            if (before - At(_counted).Before >= missing)
            {
                return wait + At(index).Last + Length + Guard - now;
            }
        }

        return wait + Length + Guard;
    }

    private void Advance(long now)
    {
        while (_counted < _end && At(_counted).Last + Length + Guard <= now)
        {
            _counted++;
        }

        while (_oldest < _counted && At(_oldest).Last + _kept <= now)
        {
            _oldest++;
        }
    }

    private void Grow()
    {
        var old = _runs;
        _runs = new Run[old.Length * 2];
        for (var index = _oldest; index < _end; index++)
        {
            At(index) = old[index & (old.Length - 1)];
        }
    }

    private ref Run At(long index) => ref _runs[index & (_runs.Length - 1)];

    private struct Run
    {
        public long Slot;
        public long Last;

        /// <summary>Permits given before this run.</summary>
        public long Before;
    }
}
