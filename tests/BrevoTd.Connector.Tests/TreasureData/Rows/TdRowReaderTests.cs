using System.Buffers;
using BrevoTd.Connector.TreasureData;
using CsCheck;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class TdRowReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_ReferenceExample_GivesItsRows()
    {
        var data = RowBytes.Hex("92ad61406578616d706c652e636f6dcb3fe000000000000092ad62406578616d706c652e636f6dc0");
        await using var reader = new TdRowReader(new MemoryStream(data), TdSchema.Parse("""[["email","varchar"],["score","double"]]"""));

        Assert.True(await reader.ReadAsync(Cancellation));
        Assert.Equal("a@example.com", reader.Current.Text("email"));
        Assert.Equal(0.5, reader.Current.Double("score"));
        Assert.Equal(1, reader.Current.Number);
        Assert.True(await reader.ReadAsync(Cancellation));
        Assert.Equal("b@example.com", reader.Current.Text(0));
        Assert.True(reader.Current.IsNull("score"));
        Assert.Equal(2, reader.Current.Number);
        Assert.False(await reader.ReadAsync(Cancellation));
        Assert.False(await reader.ReadAsync(Cancellation));
        Assert.Equal(2, reader.RowCount);
        Assert.Equal(data.Length, reader.BytesConsumed);
    }

    [Fact]
    public async Task ReadAsync_EmptyStream_HasNoRows() =>
        Assert.Empty(await RowBytes.ReadAllAsync(new TdRowReader(new MemoryStream(), RowBytes.People)));

    [Fact]
    public async Task ReadAsync_SchemaWithoutColumns_ReadsEmptyLists() =>
        Assert.Equal(2, (await RowBytes.ReadAllAsync(new TdRowReader(new MemoryStream([0x90, 0x90]), TdSchema.Empty))).Count);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 1_000)]
    [InlineData(7, 64)]
    [InlineData(100, 3)]
    public async Task ReadAsync_AnyPiecesAndBuffer_GivesSameRows(int piece, int bufferSize)
    {
        var options = new TdRowReaderOptions { BufferSize = bufferSize };

        var rows = await RowBytes.ReadAllAsync(
            new TdRowReader(new PiecesStream(RowBytes.PeopleRows(500), piece), RowBytes.People, options)
        );

        AssertPeople(rows, 500);
    }

    [Fact]
    public void ReadAsync_RandomPieces_GivesSameRows() =>
        Gen.Select(Gen.Int[1, 400].Array[1, 20], Gen.Int[1, 500], Gen.Bool, Gen.Bool)
            .SampleAsync(
                async input =>
                {
                    var (pieces, bufferSize, yields, gzip) = input;
                    var index = 0;
                    var data = RowBytes.PeopleRows(200);
                    var stream = new PiecesStream(gzip ? RowBytes.Gzip(data) : data, () => pieces[index++ % pieces.Length], yields);
                    var options = new TdRowReaderOptions { BufferSize = bufferSize };
                    var reader = gzip
                        ? TdRowReader.OpenGzip(stream, RowBytes.People, options)
                        : new TdRowReader(stream, RowBytes.People, options);
                    AssertPeople(await RowBytes.ReadAllAsync(reader), 200);
                },
                iter: 300
            );

    [Fact]
    public void Read_Synchronously_GivesSameRows()
    {
        using var reader = TdRowReader.OpenGzip(new PiecesStream(RowBytes.Gzip(RowBytes.PeopleRows(300)), 5), RowBytes.People);
        var rows = new List<TdRow>();
        while (reader.Read())
        {
            rows.Add(reader.Current.Detach());
        }

        AssertPeople(rows, 300);
    }

    [Fact]
    public async Task ReadAsync_CutAnywhere_SaysTruncatedExceptBetweenRows()
    {
        var data = RowBytes.PeopleRows(3);
        var borders = new[] { 0, RowBytes.PeopleRows(1).Length, RowBytes.PeopleRows(2).Length, data.Length };
        for (var length = 0; length <= data.Length; length++)
        {
            var cut = data.AsMemory(0, length).ToArray();
            await using var reader = new TdRowReader(new PiecesStream(cut, 3), RowBytes.People);
            var whole = borders.Count(border => border > 0 && border <= length);
            for (var i = 0; i < whole; i++)
            {
                Assert.True(await reader.ReadAsync(Cancellation));
            }

            if (borders.Contains(length))
            {
                Assert.False(await reader.ReadAsync(Cancellation));
                continue;
            }

            var error = await Assert.ThrowsAsync<TreasureDataResultException>(async () => await reader.ReadAsync(Cancellation));
            Assert.Equal(TdResultProblem.Truncated, error.Problem);
            Assert.True(error.IsTransient);
            Assert.Equal(whole + 1, error.RowNumber);
            Assert.Equal(borders[whole], error.ByteOffset);
        }
    }

    [Theory]
    [InlineData("93 A161 01 C0 92 A161 01", 2u)]
    [InlineData("93 A161 01 C0 94 A161 01 C0 C0", 4u)]
    [InlineData("93 A161 01 C0 DDFFFFFFFF", uint.MaxValue)]
    public async Task ReadAsync_RowOfOtherLength_NamesRowAndLengths(string hex, uint length)
    {
        await using var reader = new TdRowReader(new MemoryStream(RowBytes.Hex(hex)), RowBytes.People);
        Assert.True(await reader.ReadAsync(Cancellation));

        var error = await Assert.ThrowsAsync<TreasureDataResultException>(async () => await reader.ReadAsync(Cancellation));

        Assert.Equal((TdResultProblem.RowLength, 2, 5), (error.Problem, error.RowNumber, error.ByteOffset));
        Assert.Contains($"has {length} values", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 columns", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [InlineData("93 A161 01 C0 93 A161 C1 C0", 8)]
    [InlineData("93 A161 01 C0 93 92 01 C1 C0 C0", 8)]
    [InlineData("93 A161 01 C0 C1", 5)]
    [InlineData("93 A161 01 C0 83 A161 01", 5)]
    [InlineData("93 A161 01 C0 3C", 5)]
    public async Task ReadAsync_BadByte_NamesRowAndOffset(string hex, int offset)
    {
        foreach (var piece in new[] { 1, 100 })
        {
            await using var reader = new TdRowReader(new PiecesStream(RowBytes.Hex(hex), piece), RowBytes.People);
            Assert.True(await reader.ReadAsync(Cancellation));

            var error = await Assert.ThrowsAsync<TreasureDataResultException>(async () => await reader.ReadAsync(Cancellation));

            Assert.Equal((TdResultProblem.InvalidBytes, 2, offset), (error.Problem, error.RowNumber, error.ByteOffset));
            Assert.Equal("Treasure Data", error.Service);
        }
    }

    [Fact]
    public async Task ReadAsync_AfterFailure_SaysThatItFailed()
    {
        await using var reader = new TdRowReader(new MemoryStream([0xC1]), RowBytes.People);
        await Assert.ThrowsAsync<TreasureDataResultException>(async () => await reader.ReadAsync(Cancellation));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.ReadAsync(Cancellation));

        Assert.Contains("earlier read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task ReadAsync_RowLargerThanBuffer_GrowsBuffer(int piece)
    {
        var text = new string('x', 20_000);
        byte[] data =
        [
            .. RowBytes.PeopleRows(2),
            .. RowBytes.Pack(
                (ref MessagePackWriter writer) =>
                {
                    writer.WriteArrayHeader(3);
                    writer.Write(text);
                    writer.Write(7);
                    writer.WriteNil();
                }
            ),
            .. RowBytes.PeopleRows(2),
        ];
        var options = new TdRowReaderOptions { BufferSize = 16 };

        var rows = await RowBytes.ReadAllAsync(new TdRowReader(new PiecesStream(data, piece), RowBytes.People, options));

        Assert.Equal(5, rows.Count);
        Assert.Equal(text, rows[2].Text("email"));
        Assert.Equal(7, rows[2].Int64("visits"));
        Assert.Equal("user1@example.com", rows[4].Text("email"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task ReadAsync_RowAtBound_IsReadAndAboveIsRefused(int piece)
    {
        var row = RowBytes.PeopleRows(1);
        var options = new TdRowReaderOptions { BufferSize = 8, MaxRowBytes = row.Length };
        Assert.Single(await RowBytes.ReadAllAsync(new TdRowReader(new PiecesStream(row, piece), RowBytes.People, options)));

        await using var reader = new TdRowReader(
            new PiecesStream(row, piece),
            RowBytes.People,
            options with
            {
                MaxRowBytes = row.Length - 1,
            }
        );
        var error = await Assert.ThrowsAsync<TreasureDataResultException>(async () => await reader.ReadAsync(Cancellation));

        Assert.Equal((TdResultProblem.RowTooLarge, 1), (error.Problem, error.RowNumber));
    }

    [Theory]
    [InlineData("93 DBFFFFFFFF 41")]
    [InlineData("93 DDFFFFFFFF 41")]
    [InlineData("93 DFFFFFFFFF 41")]
    [InlineData("93 C9FFFFFFFF 41")]
    public async Task ReadAsync_ClaimOfGigabytes_IsRefusedBeforeAnyIsAllocated(string hex)
    {
        await using var reader = new TdRowReader(new MemoryStream(RowBytes.Hex(hex)), RowBytes.People);

        var error = await Assert.ThrowsAsync<TreasureDataResultException>(async () => await reader.ReadAsync(Cancellation));

        Assert.Equal(TdResultProblem.RowTooLarge, error.Problem);
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherIsUnderWay_IsRefusedAndTheFirstGoesOn()
    {
        var stream = new PausedStream();
        await using var reader = new TdRowReader(stream, RowBytes.People);
        var first = reader.ReadAsync(Cancellation).AsTask();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.ReadAsync(Cancellation));

        Assert.Contains("under way", error.Message, StringComparison.Ordinal);
        stream.Give(RowBytes.PeopleRows(1));
        Assert.True(await first);
        Assert.Equal("user0@example.com", reader.Current.Text("email"));
        Assert.False(await reader.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task ReadAsync_CancelledBefore_LosesNothing()
    {
        await using var reader = new TdRowReader(new MemoryStream(RowBytes.PeopleRows(2)), RowBytes.People);
        Assert.True(await reader.ReadAsync(Cancellation));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(new CancellationToken(canceled: true)));

        Assert.True(await reader.ReadAsync(Cancellation));
        Assert.Equal("user1@example.com", reader.Current.Text("email"));
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileWaiting_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        await using var reader = new TdRowReader(new PausedStream(), RowBytes.People);
        var pending = reader.ReadAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task DisposeAsync_WhileReading_EndsTheReadAsDisposed()
    {
        var stream = new PausedStream();
        var reader = new TdRowReader(stream, RowBytes.People);
        var pending = reader.ReadAsync(Cancellation).AsTask();

        await reader.DisposeAsync();
        stream.Give(RowBytes.PeopleRows(1));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DisposeAsync_LeaveOpen_DecidesAboutStream(bool leaveOpen)
    {
        foreach (var gzip in new[] { false, true })
        {
            var stream = new PiecesStream([], 1);
            var options = new TdRowReaderOptions { LeaveOpen = leaveOpen };
            var reader = gzip ? TdRowReader.OpenGzip(stream, RowBytes.People, options) : new TdRowReader(stream, RowBytes.People, options);

            await reader.DisposeAsync();
            await reader.DisposeAsync();

            Assert.Equal(!leaveOpen, stream.IsDisposed);
            await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.ReadAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Current_AfterTheReaderMovedOn_ThrowsAndNamesDetach()
    {
        await using var reader = new TdRowReader(new MemoryStream(RowBytes.PeopleRows(2)), RowBytes.People);
        await reader.ReadAsync(Cancellation);
        var first = reader.Current;
        var kept = first.Detach();
        await reader.ReadAsync(Cancellation);
        var second = reader.Current;

        AssertOutOfDate(first);
        Assert.Equal("user0@example.com", kept.Text("email"));
        Assert.Equal(1, kept.Number);
        Assert.Equal("user1@example.com", second.Text("email"));

        Assert.False(await reader.ReadAsync(Cancellation));
        AssertOutOfDate(second);
        await reader.DisposeAsync();
        Assert.Equal("user0@example.com", kept.Text("email"));
    }

    [Fact]
    public async Task Current_AfterDispose_Throws()
    {
        var reader = new TdRowReader(new MemoryStream(RowBytes.PeopleRows(1)), RowBytes.People);
        await reader.ReadAsync(Cancellation);
        var row = reader.Current;

        await reader.DisposeAsync();

        AssertOutOfDate(row);
    }

    [Fact]
    public void ReadAsync_WarmReader_AllocatesNothingPerRow()
    {
        const int Rows = 100_000;
        var data = RowBytes.PeopleRows(Rows);
        var pieces = new PiecesStream(data, 64 * 1024);
        Drain(new TdRowReader(new MemoryStream(data), RowBytes.People), Rows);
        var reader = new TdRowReader(pieces, RowBytes.People);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var total = Drain(reader, Rows);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(total > 0);
        Assert.True(allocated <= Rows, $"{allocated} bytes for {Rows} rows");

        static long Drain(TdRowReader reader, int rows)
        {
            long total = 0;
            for (var i = 0; i < rows; i++)
            {
                var read = reader.ReadAsync(CancellationToken.None);
                Assert.True(read.IsCompletedSuccessfully);
                if (!read.GetAwaiter().GetResult())
                {
                    throw new InvalidOperationException("too few rows");
                }

                var row = reader.Current;
                total += row.Int64("visits") + row.Utf8("email").Length + (long)row.Double(2);
            }

            return total;
        }
    }

    private static void AssertPeople(List<TdRow> rows, int count)
    {
        Assert.Equal(count, rows.Count);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal($"user{i}@example.com", rows[i].Text("email"));
            Assert.Equal(i, rows[i].Int64("visits"));
            Assert.Equal(i / 2d, rows[i].Double("score"));
            Assert.Equal(i + 1, rows[i].Number);
        }
    }

    private static void AssertOutOfDate(TdRow row)
    {
        Assert.Contains("Detach()", Assert.Throws<InvalidOperationException>(() => row.Text("email")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => row.Int64(1));
        Assert.Throws<InvalidOperationException>(() => row.TryGetDouble("score", out _));
        Assert.Throws<InvalidOperationException>(() => row.TryGetText("nothing", out _));
        Assert.Throws<InvalidOperationException>(() => row.IsNull(0));
        Assert.Throws<InvalidOperationException>(() => row.Has("email"));
        Assert.Throws<InvalidOperationException>(() => row.Schema);
        Assert.Throws<InvalidOperationException>(() => row.Utf8(0).Length);
        Assert.Throws<InvalidOperationException>(() => row.Raw(0).Length);
        Assert.Throws<InvalidOperationException>(() => row.Value(0).IsNull);
        Assert.Throws<InvalidOperationException>(() => row.Detach());
        Assert.Throws<InvalidOperationException>(() => row.ReadUtf8(0, out _));
    }
}
