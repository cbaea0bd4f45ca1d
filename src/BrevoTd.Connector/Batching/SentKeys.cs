using System.Buffers;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Which record of a key was sent last, for as long as one with that key is unsettled. A record that comes back must not be sent after a later one of the same key: it would undo that one. Not
/// thread-safe: used with the engine's gate held.
/// </summary>
internal sealed class SentKeys
{
    private readonly Dictionary<ulong, (int Unsettled, long Last)> _keys = [];

    /// <summary>Hash of a key in which spellings that are equal for a service are equal; wide enough to stand for the key. Never 0.</summary>
    public static ulong Hash(ReadOnlySpan<byte> key, bool ignoreCase, WireFormat format)
    {
        var rented = ArrayPool<byte>.Shared.Rent(KeyText.Bound(key.Length));
        var length = KeyText.Normalize(key, ignoreCase, format, rented);
        var hash = 14695981039346656037UL;
        foreach (var value in rented.AsSpan(0, length))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        ArrayPool<byte>.Shared.Return(rented);

        // The last bytes of a key have to reach all bits: addresses differ at their beginning and end alike.
        hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15UL;
        return (hash ^ (hash >> 29)) | 1;
    }

    public void Sent(IBatchRecords records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records.KeyHash(i) is var hash and not 0)
            {
                var (unsettled, last) = _keys.GetValueOrDefault(hash);
                _keys[hash] = (unsettled + 1, Math.Max(last, records.GetRecordNumber(i)));
            }
        }
    }

    public bool IsSuperseded(ulong hash, long number) => hash != 0 && _keys.TryGetValue(hash, out var key) && key.Last > number;

    public void Settled(ulong hash)
    {
        if (hash == 0 || !_keys.TryGetValue(hash, out var key))
        {
            return;
        }

        if (key.Unsettled <= 1)
        {
            _keys.Remove(hash);
        }
        else
        {
            _keys[hash] = key with { Unsettled = key.Unsettled - 1 };
        }
    }
}
