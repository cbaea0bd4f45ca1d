using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>A dictionary whose keys are UTF-8 texts, so that a look-up needs no string. It does not change.</summary>
internal sealed class Utf8Lookup<TValue>
{
    private readonly int[] _buckets;
    private readonly Entry[] _entries;

    public Utf8Lookup(IEnumerable<KeyValuePair<string, TValue>> pairs)
    {
        var all = pairs.ToArray();
        _entries = new Entry[all.Length];
        _buckets = new int[Math.Max(1, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)all.Length * 2))];
        for (var i = 0; i < all.Length; i++)
        {
            var key = Encoding.UTF8.GetBytes(all[i].Key);
            var hash = Hash(key);
            ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
            _entries[i] = new Entry(hash, key, all[i].Value, bucket - 1);
            bucket = i + 1;
        }
    }

    public bool TryGet(ReadOnlySpan<byte> key, out TValue value)
    {
        var hash = Hash(key);
        for (var i = _buckets[hash & (_buckets.Length - 1)] - 1; i >= 0; i = _entries[i].Next)
        {
            ref readonly var entry = ref _entries[i];
            if (entry.Hash == hash && key.SequenceEqual(entry.Key))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default!;
        return false;
    }

    private static int Hash(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }

    private readonly record struct Entry(int Hash, byte[] Key, TValue Value, int Next);
}
