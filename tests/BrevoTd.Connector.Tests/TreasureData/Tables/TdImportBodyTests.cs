using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using BrevoTd.Connector.TreasureData;
using CsCheck;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TdImportBodyTests
{
    private static readonly byte[] Rows = Convert.FromHexString(
        "83a474696d65ce66fb3b80a5656d61696cad61406578616d706c652e636f6da56576656e74a964656c697665726564"
    );

    [Fact]
    public void Create_OfRows_CompressesThem()
    {
        var body = TdImportBody.Create("crm_raw", "events", Rows);

        Assert.Equal(Rows, Gunzip(body.Content));
        Assert.Equal(Rows.Length, body.RowBytes);
        Assert.Equal(("crm_raw", "events"), (body.Database, body.Table));
    }

    [Fact]
    public void Create_OfRows_DerivesTheIdFromRowsAndDestination()
    {
        var body = TdImportBody.Create("crm_raw", "events", Rows);

        var digest = SHA256.HashData([.. Rows, .. Encoding.UTF8.GetBytes("\0crm_raw\0events")]);
        Assert.Equal(Convert.ToHexString(digest.AsSpan(0, 16)).ToLowerInvariant(), body.Id);
        Assert.NotEqual(body.Id, TdImportBody.Create("crm_raw", "events_2", Rows).Id);
        Assert.NotEqual(body.Id, TdImportBody.Create("crm_ra", "wevents", Rows).Id);
    }

    [Fact]
    public void Create_OfTheSameRowsInOtherPieces_GivesTheSameBytes() =>
        Gen.Select(Gen.Byte.Array[1, 200_000], Gen.Int[1, 90_000].List[0, 20])
            .Sample(
                (rows, sizes) =>
                {
                    var pieces = new List<ReadOnlyMemory<byte>>();
                    var rest = rows.AsMemory();
                    foreach (var size in sizes)
                    {
                        pieces.Add(rest[..Math.Min(size, rest.Length)]);
                        rest = rest[Math.Min(size, rest.Length)..];
                    }

                    pieces.Add(rest);
                    var whole = TdImportBody.Create("crm_raw", "events", rows);
                    var joined = TdImportBody.Create("crm_raw", "events", pieces);
                    return whole.Id == joined.Id && whole.Content.Span.SequenceEqual(joined.Content.Span);
                },
                iter: 50
            );

    [Fact]
    public void Create_OfRows_WritesNeitherTimeNorSystem()
    {
        var content = TdImportBody.Create("crm_raw", "events", Rows).Content.Span;

        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], content[..8].ToArray());
        Assert.Equal(255, content[9]);
    }

    [Fact]
    public void Create_WithoutRows_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => TdImportBody.Create("crm_raw", "events"));
        Assert.Throws<ArgumentException>(() => TdImportBody.Create("crm_raw", "events", ReadOnlyMemory<byte>.Empty));
    }

    [Fact]
    public void ToString_OfABody_ShowsNoRows() =>
        Assert.DoesNotContain("example", TdImportBody.Create("crm_raw", "events", Rows).ToString(), StringComparison.Ordinal);

    private static byte[] Gunzip(ReadOnlyMemory<byte> content)
    {
        using var gzip = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
