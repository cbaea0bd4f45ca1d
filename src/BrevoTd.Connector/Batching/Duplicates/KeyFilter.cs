namespace BrevoTd.Connector.Batching;

/// <summary>Says of a hash that it was certainly not added, or that it probably was (a Bloom filter: ten bits and seven looks for each, wrong in 1 of 120 cases when full).</summary>
internal sealed class KeyFilter(long maxKeys)
{
    private const int Looks = 7;

    private readonly ulong[] _bits = new ulong[Math.Max(1, (maxKeys * 10 + 63) / 64)];

    public long Bytes => _bits.LongLength * sizeof(ulong);

    public bool MayContain(UInt128 hash)
    {
        var (at, step) = Start(hash);
        for (var i = 0; i < Looks; i++, at += step)
        {
            var bit = BitOf(at);
            if ((_bits[bit >> 6] & (1UL << (int)(bit & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    public void Add(UInt128 hash)
    {
        var (at, step) = Start(hash);
        for (var i = 0; i < Looks; i++, at += step)
        {
            var bit = BitOf(at);
            _bits[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    private static (ulong At, ulong Step) Start(UInt128 hash) => ((ulong)hash, (ulong)(hash >> 64) | 1);

    private long BitOf(ulong at) => (long)Math.BigMul(at, (ulong)_bits.LongLength * 64, out _);
}
