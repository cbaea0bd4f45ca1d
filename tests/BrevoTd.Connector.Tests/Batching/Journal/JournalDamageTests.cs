using System.Buffers.Binary;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>What a kill, a power cut and a full disk do to a journal.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private readonly JournalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task ReadAsync_CutOffAtAnyByte_ReadsTheEntriesThatAreComplete()
    {
        var bytes = await _bench.WriteEverythingAsync();
        var ends = EndsOf(bytes);
        Assert.InRange(ends.Count, 10, 30);
        var complete = new Dictionary<int, string>();
        foreach (var end in ends)
        {
            complete[end] = Dump((await ReadAsync(bytes.AsMemory(0, end)))!);
        }

        for (var length = 0; length <= bytes.Length; length++)
        {
            var state = await ReadAsync(bytes.AsMemory(0, length));
            if (length < JournalFormat.HeadLength)
            {
                Assert.Null(state);
                continue;
            }

            var end = ends.Last(end => end <= length);
            Assert.Equal(complete[end], Dump(state!));
            Assert.Equal((end, length - end), (state!.Length, state.TornBytes));
        }
    }

    [Fact]
    public async Task OpenAsync_CutOffAtAnyByte_ContinuesAfterWhatIsComplete()
    {
        var bytes = await _bench.WriteEverythingAsync();
        for (var length = 0; length <= bytes.Length; length++)
        {
            var file = new MemoryStream();
            file.Write(bytes.AsSpan(0, length));
            file.Position = 0;
            var before = await ReadAsync(bytes.AsMemory(0, length));
            await using (var journal = await BatchJournal.OpenAsync(file, new() { Resume = JournalResume.SendAll }, JournalBench.Token))
            {
                await JournalBench.WriteAsync(journal, new ScriptedSink(), [new Person(50, "fifty@example.com")]);
            }

            var after = (await ReadAsync(file.ToArray()))!;

            Assert.Equal((0, (before?.Runs ?? 0) + 1), (after.TornBytes, after.Runs));
            Assert.Equal(RecordOutcome.Delivered, after.Find("fifty@example.com")!.Outcome);
            Assert.Equal((before?.Delivered ?? 0) + 1, after.Delivered);
            Assert.Equal(before?.InFlight ?? 0, after.InFlight);
        }
    }

    [Fact]
    public async Task ReadAsync_WithAnyByteChanged_RefusesOrTakesItsEntryForTheTornEnd()
    {
        var bytes = await _bench.WriteEverythingAsync();
        var ends = EndsOf(bytes);
        var last = ends[^2];
        var expected = Dump((await ReadAsync(bytes.AsMemory(0, last)))!);
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var mask in new byte[] { 0x01, 0x80, 0xFF })
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= mask;

                if (at >= last + 8)
                {
                    Assert.Equal(expected, Dump((await ReadAsync(changed))!));
                }
                else
                {
                    await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(changed));
                }
            }
        }
    }

    [Fact]
    public async Task ReadAsync_EndingInZeros_TakesThemForAnEntryThatIsNotThere()
    {
        var bytes = await _bench.WriteEverythingAsync();
        var expected = Dump((await ReadAsync(bytes))!);

        foreach (var zeros in new[] { 1, 11, 12, 13, 5_000, 20_000 })
        {
            var state = (await ReadAsync((byte[])[.. bytes, .. new byte[zeros]]))!;

            Assert.Equal((expected, zeros), (Dump(state), state.TornBytes));
        }

        Assert.Null(await ReadAsync(new byte[100]));
    }

    [Fact]
    public async Task OpenAsync_OfAnotherKindOfFile_LeavesItAlone()
    {
        await File.WriteAllTextAsync(_bench.Path, "email,name\n", JournalBench.Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => _bench.OpenAsync(JournalResume.SendAll));
        await Assert.ThrowsAsync<InvalidDataException>(() => _bench.ReadAsync());

        Assert.Equal("email,name\n", await File.ReadAllTextAsync(_bench.Path, JournalBench.Token));
    }

    [Fact]
    public async Task OpenAsync_OfAJournalThatIsBeingWritten_IsRefused()
    {
        await using var journal = await _bench.OpenAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => _bench.OpenAsync(JournalResume.SendAll));
    }

    [Fact]
    public async Task WriteAsync_WithADiskThatIsFullAtAnyByte_SendsNothingThatIsNotInTheJournal()
    {
        var whole = new MemoryStream();
        await RunAsync(whole, whole);
        var length = whole.ToArray().Length;
        for (var room = 0; room < length; room += 7)
        {
            var kept = new MemoryStream();
            var (report, sent) = await RunAsync(new FullDisk(kept, room), kept);

            var state = await ReadAsync(kept.ToArray());
            Assert.All(sent, id => Assert.NotNull(state!.Find($"person{id}@example.com")));
            Assert.Equal((sent.Count, report.Accepted - sent.Count), (report.Delivered, report.DeadLettered));
            Assert.True(report.IsBalanced);
            Assert.Equal("System.IO.IOException", report.StopReason);
        }

        static async Task<(BatchWriteReport Report, List<int> Sent)> RunAsync(Stream stream, MemoryStream kept)
        {
            var sink = new ScriptedSink();
            await using var journal = await BatchJournal.OpenAsync(stream, new(), JournalBench.Token);
            await using var writer = new BatchWriter<Person>(
                new PersonEncoder(),
                sink,
                new()
                {
                    MaxBatchRecords = 2,
                    MaxQueuedBatches = 64,
                    Journal = journal,
                }
            );
            for (var i = 1; i <= 10; i++)
            {
                try
                {
                    await writer.WriteAsync(Person.Number(i), JournalBench.Token);
                }
                catch (IOException)
                {
                    // It has stopped already, and takes no more.
                    break;
                }
            }

            var report = await writer.CompleteAsync(JournalBench.Token);
            return (report, [.. sink.Ids.SelectMany(ids => ids)]);
        }
    }

    private static Task<JournalState?> ReadAsync(ReadOnlyMemory<byte> bytes) =>
        JournalReader.ReadAsync(new MemoryStream(bytes.ToArray()), JournalBench.Token);

    private static string Dump(JournalState state) => string.Join('\n', state.Records.Select(record => record.ToString()).Order());

    /// <summary>Where the head and every entry end.</summary>
    private static List<int> EndsOf(byte[] bytes)
    {
        List<int> ends = [JournalFormat.HeadLength];
        while (ends[^1] < bytes.Length)
        {
            ends.Add(ends[^1] + JournalFormat.FrameHeadLength + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(ends[^1])));
        }

        return ends;
    }

    /// <summary>Takes a number of bytes and then no more.</summary>
    private sealed class FullDisk(MemoryStream kept, int room) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => kept.Length;

        public override long Position
        {
            get => kept.Position;
            set => kept.Position = value;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var fits = Math.Min(buffer.Length, room - (int)kept.Length);
            kept.Write(buffer.Span[..fits]);
            return fits < buffer.Length ? throw new IOException("No space left on device.") : default;
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => kept.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => kept.Seek(offset, origin);

        public override void SetLength(long value) => kept.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
