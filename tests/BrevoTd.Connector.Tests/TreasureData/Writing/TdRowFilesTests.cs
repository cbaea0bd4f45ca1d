using System.IO.Compression;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Tests.Authentication;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TdRowFilesTests
{
    [Fact]
    public async Task WriteAsync_Rows_AreCutIntoFilesThatHoldThemAll()
    {
        using var folder = new TemporaryFolder();

        var result = await TdRowFiles.WriteAsync(
            Rows(25),
            TdRowEncoders.ForDictionaries<long>(),
            Path.Combine(folder.Path, "new"),
            new TdPartOptions { MaxPartRows = 10, Label = "people" }
        );

        Assert.Equal(
            ["people-000001.msgpack.gz", "people-000002.msgpack.gz", "people-000003.msgpack.gz"],
            result.Parts.Select(path => Path.GetFileName(path)!)
        );
        Assert.Equal(result.Parts.Order(), Directory.EnumerateFiles(Path.Combine(folder.Path, "new")).Order());
        Assert.Equal(25, result.Rows);
        Assert.Equal(25, result.Parts.Sum(path => Gunzip(File.ReadAllBytes(path)).Count(value => value == 0x82)));
        Assert.Equal(result.Bytes, result.Parts.Sum(path => new FileInfo(path).Length));
    }

    [Theory]
    [InlineData(0, 1, "part")]
    [InlineData(1, 0, "part")]
    [InlineData(1, 1, "a/b")]
    public async Task WriteAsync_OptionOutOfRange_IsRefused(int bytes, int rows, string label) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            TdRowFiles.WriteAsync(
                Rows(1),
                TdRowEncoders.ForDictionaries<long>(),
                "anywhere",
                new TdPartOptions
                {
                    MaxPartBytes = bytes,
                    MaxPartRows = rows,
                    Label = label,
                }
            )
        );

    private static async IAsyncEnumerable<IReadOnlyDictionary<string, long>> Rows(int count)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++)
        {
            yield return new Dictionary<string, long> { ["time"] = i, ["n"] = i };
        }
    }

    private static byte[] Gunzip(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
