namespace BrevoTd.Connector.Batching;

/// <summary>
/// Hashes in memory: open addressing over 256 segments, which grow one at a time and by two fifths. A segment that has grown is 57 % full, so a hash takes 20 to 28 bytes; while it grows, its
/// own former array (1/256 of all) comes on top.
/// </summary>
internal sealed class MemoryRunKeys(long maxKeys) : IRunKeys
{
    private const int Segments = 256;
    private const int FirstCapacity = 5;

    private readonly UInt128[]?[] _segments = new UInt128[]?[Segments];
    private readonly int[] _counts = new int[Segments];

    public long Count { get; private set; }

    /// <summary>Bytes of the arrays.</summary>
    public long Bytes
    {
        get
        {
            const int ArrayHeader = 24;
            long bytes = (2 * ArrayHeader) + (Segments * (sizeof(int) + sizeof(long)));
            foreach (var segment in _segments)
            {
                bytes += segment is null ? 0 : ArrayHeader + (segment.Length * 16L);
            }

            return bytes;
        }
    }

    public bool Contains(UInt128 hash) => _segments[SegmentOf(hash)] is { } slots && slots[Find(slots, hash)] == hash;

    public bool TryAdd(UInt128 hash)
    {
        var segment = SegmentOf(hash);
        var slots = _segments[segment] ??= new UInt128[FirstCapacity];
        var slot = Find(slots, hash);
        if (slots[slot] == hash)
        {
            return false;
        }

        if (Count >= maxKeys)
        {
            throw RunKeys.TooMany(maxKeys);
        }

        // At four fifths: beyond that the ways become long.
        if ((_counts[segment] + 1) * 5L > slots.Length * 4L)
        {
            slots = _segments[segment] = Grow(slots);
            slot = Find(slots, hash);
        }

        slots[slot] = hash;
        _counts[segment]++;
        Count++;
        return true;
    }

    public void Remove(UInt128 hash)
    {
        var segment = SegmentOf(hash);
        if (_segments[segment] is not { } slots)
        {
            return;
        }

        var free = Find(slots, hash);
        if (slots[free] != hash)
        {
            return;
        }

        // What follows moves up, so that no way is interrupted.
        for (var i = Next(slots, free); slots[i] != 0; i = Next(slots, i))
        {
            var home = HomeOf(slots, slots[i]);
            var mayStay = free < i ? free < home && home <= i : free < home || home <= i;
            if (!mayStay)
            {
                slots[free] = slots[i];
                free = i;
            }
        }

        slots[free] = 0;
        _counts[segment]--;
        Count--;
    }

    public void Dispose() { }

    private static int SegmentOf(UInt128 hash) => (int)((ulong)hash & (Segments - 1));

    private static int HomeOf(UInt128[] slots, UInt128 hash) => (int)((ulong)(uint)(hash >> 64) * (ulong)slots.Length >> 32);

    private static int Next(UInt128[] slots, int slot) => slot + 1 == slots.Length ? 0 : slot + 1;

    /// <summary>Where the hash stands, or where it would.</summary>
    private static int Find(UInt128[] slots, UInt128 hash)
    {
        var slot = HomeOf(slots, hash);
        while (slots[slot] != 0 && slots[slot] != hash)
        {
            slot = Next(slots, slot);
        }

        return slot;
    }

    private static UInt128[] Grow(UInt128[] slots)
    {
        var larger = new UInt128[(int)Math.Min(Array.MaxLength, (slots.Length * 7L + 4) / 5)];
        foreach (var hash in slots)
        {
            if (hash != 0)
            {
                larger[Find(larger, hash)] = hash;
            }
        }

        return larger;
    }
}
