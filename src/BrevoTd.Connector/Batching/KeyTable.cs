using System.Buffers;

namespace BrevoTd.Connector.Batching;

/// <summary>Finds the records of one batch by the hash of their key. Open addressing over pooled arrays: eight bytes a slot, nothing per key.</summary>
internal sealed class KeyTable
{
    private uint[] _hashes = [];
    private int[] _slots = [];
    private int _mask = -1;
    private int _count;

    /// <summary>Whether a key with this hash was added: certain when false, likely when true.</summary>
    public bool MayContain(uint hash)
    {
        if (_count == 0)
        {
            return false;
        }

        for (var i = (int)hash & _mask; _slots[i] != 0; i = (i + 1) & _mask)
        {
            if (_hashes[i] == hash)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next item with this hash, or -1. Start with a <paramref name="cursor"/> of -1 and pass it on.</summary>
    public int Next(uint hash, ref int cursor)
    {
        if (_count == 0)
        {
            return -1;
        }

        for (var i = (cursor < 0 ? (int)hash : cursor + 1) & _mask; _slots[i] != 0; i = (i + 1) & _mask)
        {
            if (_hashes[i] == hash)
            {
                cursor = i;
                return _slots[i] - 1;
            }
        }

        return -1;
    }

    public void Add(uint hash, int item)
    {
        if (_count * 2 > _mask)
        {
            Grow();
        }

        Insert(hash, item + 1);
        _count++;
    }

    public bool SharesHashWith(KeyTable other)
    {
        var (small, large) = _count < other._count ? (this, other) : (other, this);
        for (var i = 0; i <= small._mask; i++)
        {
            if (small._slots[i] != 0 && large.MayContain(small._hashes[i]))
            {
                return true;
            }
        }

        return false;
    }

    public void ReturnToPool()
    {
        if (_slots.Length > 0)
        {
            ArrayPool<uint>.Shared.Return(_hashes);
            ArrayPool<int>.Shared.Return(_slots);
        }

        (_hashes, _slots, _mask, _count) = ([], [], -1, 0);
    }

    private void Insert(uint hash, int slot)
    {
        var i = (int)hash & _mask;
        while (_slots[i] != 0)
        {
            i = (i + 1) & _mask;
        }

        _hashes[i] = hash;
        _slots[i] = slot;
    }

    private void Grow()
    {
        var (hashes, slots, used) = (_hashes, _slots, _mask + 1);
        var size = Math.Max(256, used * 2);
        _hashes = ArrayPool<uint>.Shared.Rent(size);
        _slots = ArrayPool<int>.Shared.Rent(size);
        _slots.AsSpan(0, size).Clear();
        _mask = size - 1;
        for (var i = 0; i < used; i++)
        {
            if (slots[i] != 0)
            {
                Insert(hashes[i], slots[i]);
            }
        }

        if (used > 0)
        {
            ArrayPool<uint>.Shared.Return(hashes);
            ArrayPool<int>.Shared.Return(slots);
        }
    }
}
