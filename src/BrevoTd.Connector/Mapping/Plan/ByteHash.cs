namespace BrevoTd.Connector.Mapping;

/// <summary>A hash of 64 bits (FNV-1a), the same in every process.</summary>
internal static class ByteHash
{
    private const ulong Offset = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Offset;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}
