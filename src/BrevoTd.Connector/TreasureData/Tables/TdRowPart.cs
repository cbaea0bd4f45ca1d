using System.Security.Cryptography;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Rows as one file of the form <c>msgpack.gz</c>: a part of a bulk import, or a file for the <c>td</c> command. The same rows always give the same hash, and on the same version of .NET the same bytes.
/// </summary>
public sealed class TdRowPart
{
    private const int HashLength = 16;

    private TdRowPart(byte[] content, string hash, long rowCount, long rowBytes)
    {
        Content = content;
        Hash = hash;
        RowCount = rowCount;
        RowBytes = rowBytes;
    }

    /// <summary>The rows as a gzip file.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The first 16 hexadecimal digits of SHA-256 over the rows before compression.</summary>
    public string Hash { get; }

    /// <summary>Number of rows.</summary>
    public long RowCount { get; }

    /// <summary>Size of the rows before compression, in bytes.</summary>
    public long RowBytes { get; }

    /// <summary>Sizes and hash; never the rows.</summary>
    public override string ToString() => $"{nameof(TdRowPart)} {{ RowCount = {RowCount}, Hash = {Hash}, {Content.Length} bytes }}";

    internal static TdRowPart Finish(TdRowCompressor rows, long rowCount)
    {
        var content = rows.Finish();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        rows.FinishHash([], digest);
        return new TdRowPart(content, Convert.ToHexString(digest[..(HashLength / 2)]).ToLowerInvariant(), rowCount, rows.RowBytes);
    }
}
