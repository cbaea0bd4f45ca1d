using System.IO.Compression;
using BrevoTd.Connector.TreasureData;
using CsCheck;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class GzipResultStreamTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task Read_CutAnywhere_SaysTruncated(CompressionLevel level)
    {
        var gzip = RowBytes.Gzip(RowBytes.PeopleRows(20), level);
        for (var length = 1; length < gzip.Length; length++)
        {
            var cut = gzip.AsMemory(0, length).ToArray();

            await using var reader = TdRowReader.OpenGzip(new PiecesStream(cut, 11), RowBytes.People);
            var rows = 0;
            var error = await Assert.ThrowsAsync<TreasureDataResultException>(async () =>
            {
                while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                {
                    // What comes before the cut is never anything but the rows that were written.
                    Assert.Equal($"user{rows}@example.com", reader.Current.Text("email"));
                    Assert.Equal(rows, reader.Current.Int64("visits"));
                    Assert.Equal(rows / 2d, reader.Current.Double("score"));
                    rows++;
                }
            });

            Assert.Equal(TdResultProblem.Truncated, error.Problem);
            Assert.True(error.IsTransient);
            Assert.InRange(rows, 0, 20);
        }
    }

    [Fact]
    public void Read_CutAnywhere_NeverEndsQuietly()
    {
        var random = new byte[3_000];
        new Random(1).NextBytes(random);
        foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.Optimal })
        {
            var gzip = RowBytes.Gzip(random, level);
            for (var length = 1; length < gzip.Length; length++)
            {
                using var stream = new GzipResultStream(new MemoryStream(gzip, 0, length), leaveOpen: false);
                Assert.Throws<TreasureDataResultException>(() => stream.CopyTo(Stream.Null));
            }
        }
    }

    [Fact]
    public async Task Read_NoBytesAtAll_IsAnEmptyResult() =>
        Assert.Empty(await RowBytes.ReadAllAsync(TdRowReader.OpenGzip(new MemoryStream(), RowBytes.People)));

    [Fact]
    public async Task Read_EmptyMember_IsAnEmptyResult() =>
        Assert.Empty(await RowBytes.ReadAllAsync(TdRowReader.OpenGzip(new MemoryStream(RowBytes.Gzip([])), RowBytes.People)));

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(100_000)]
    public async Task Read_SeveralMembers_GivesAllTheirRows(int piece)
    {
        byte[] gzip = [.. RowBytes.Gzip(RowBytes.PeopleRows(3)), .. RowBytes.Gzip([]), .. RowBytes.Gzip(RowBytes.PeopleRows(2))];

        var rows = await RowBytes.ReadAllAsync(TdRowReader.OpenGzip(new PiecesStream(gzip, piece), RowBytes.People));

        Assert.Equal(5, rows.Count);
        Assert.Equal("user1@example.com", rows[4].Text("email"));
    }

    [Fact]
    public async Task Read_SomethingBehindTheMember_IsNotTakenForTheEnd()
    {
        byte[] gzip = [.. RowBytes.Gzip(RowBytes.PeopleRows(3)), 0, 0, 0];

        var error = await Assert.ThrowsAsync<TreasureDataResultException>(() =>
            RowBytes.ReadAllAsync(TdRowReader.OpenGzip(new MemoryStream(gzip), RowBytes.People))
        );

        Assert.Equal(TdResultProblem.Corrupt, error.Problem);
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("\u001f<html>")]
    public async Task Read_NotGzip_SaysSoWithoutQuotingIt(string text)
    {
        var error = await Assert.ThrowsAsync<TreasureDataResultException>(() =>
            RowBytes.ReadAllAsync(TdRowReader.OpenGzip(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), RowBytes.People))
        );

        Assert.Equal(TdResultProblem.NotGzip, error.Problem);
        Assert.DoesNotContain("html", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FlippedBits_NeverGiveOtherRowsQuietly()
    {
        var plain = RowBytes.PeopleRows(40);
        var gzip = RowBytes.Gzip(plain);
        for (var place = 10; place < gzip.Length; place++)
        {
            var damaged = (byte[])gzip.Clone();
            damaged[place] ^= 0x10;
            await using var stream = new GzipResultStream(new MemoryStream(damaged), leaveOpen: false);
            using var copy = new MemoryStream();

            var error = await Record.ExceptionAsync(() => stream.CopyToAsync(copy, TestContext.Current.CancellationToken));

            Assert.IsType<TreasureDataResultException>(error);
        }
    }

    [Fact]
    public async Task Read_DamagedFirstBlock_IsCorruptAndTransient()
    {
        var gzip = RowBytes.Gzip(RowBytes.PeopleRows(5_000));
        gzip.AsSpan(10, 200).Fill(0xFF);

        var error = await Assert.ThrowsAsync<TreasureDataResultException>(() =>
            RowBytes.ReadAllAsync(TdRowReader.OpenGzip(new PiecesStream(gzip, 512), RowBytes.People))
        );

        Assert.Equal(TdResultProblem.Corrupt, error.Problem);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public void Read_AnyBufferSizes_GivesSameBytes() =>
        Gen.Select(Gen.Byte.Array[0, 600], Gen.Int[0, 60].Array[1, 12], Gen.Int[1, 40], Gen.Bool)
            .SampleAsync(
                async input =>
                {
                    var (data, sizes, piece, synchronous) = input;
                    await using var stream = new GzipResultStream(new PiecesStream(RowBytes.Gzip(data), piece), leaveOpen: false);
                    var result = new List<byte>();
                    var buffer = new byte[64];
                    for (var i = 0; ; i++)
                    {
                        var size = sizes[i % sizes.Length];
                        var count = synchronous ? stream.Read(buffer.AsSpan(0, size)) : await stream.ReadAsync(buffer.AsMemory(0, size));
                        Assert.InRange(count, 0, size);
                        if (count == 0 && size > 0)
                        {
                            break;
                        }

                        if (sizes.All(each => each == 0))
                        {
                            return;
                        }

                        result.AddRange(buffer.AsSpan(0, count));
                    }

                    Assert.Equal(data, result);
                },
                iter: 2_000
            );
}
