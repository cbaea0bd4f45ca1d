using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class BatchMemoryTests
{
    [Fact]
    public async Task WriteAsync_WarmWriter_AllocatesNextToNothingPerRecord()
    {
        var sink = new DiscardingSink();
        await using var writer = new BatchWriter<int>(new NumberEncoder(), sink, new BatchWriterOptions());
        Write(0, 100_000);
        await writer.FlushAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Write(100_000, 200_000);

        var perRecord = (GC.GetAllocatedBytesForCurrentThread() - before) / 200_000.0;
        Assert.InRange(perRecord, 0, 16);

        void Write(int first, int count)
        {
            for (var i = first; i < first + count; i++)
            {
                while (!writer.TryWrite(i))
                {
                    Thread.Yield();
                }
            }
        }
    }

    [Fact]
    public async Task Settled_Batches_AreLetGo()
    {
        var sink = new RememberingSink();
        await using var writer = new BatchWriter<int>(new NumberEncoder(), sink, new BatchWriterOptions { MaxBatchRecords = 100 });
        await WriteAsync(writer);

        // The task that sent the last batch may still be unwinding.
        await Clock.Until(() =>
        {
            GC.Collect();
            return sink.Batches.All(batch => !batch.TryGetTarget(out _)) && sink.Accepted.All(batch => !batch.TryGetTarget(out _));
        });

        Assert.Equal(10, sink.Batches.Count);
        Assert.Equal(10, sink.Accepted.Count);
        Assert.Equal(1_000, writer.Progress.Delivered);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static async Task WriteAsync(BatchWriter<int> writer)
        {
            for (var i = 0; i < 1_000; i++)
            {
                await writer.WriteAsync(i);
            }

            await writer.FlushAsync();
            await Clock.Until(() => writer.Progress.Pending == 0);
        }
    }

    [Fact]
    public async Task CreateContent_AfterTheRequest_RefusesToReadMemoryOfOthers()
    {
        var sink = new RememberingSink();
        await using var writer = new BatchWriter<int>(new NumberEncoder(), sink);
        await writer.WriteAsync(1);
        await writer.CompleteAsync();

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => sink.Content!.ReadAsByteArrayAsync());
        Assert.IsType<ObjectDisposedException>(exception.InnerException);
        Assert.Throws<ObjectDisposedException>(() => sink.Kept!.GetRecord(0));
        Assert.Throws<ObjectDisposedException>(() => sink.Kept!.GetKey(0));
    }

    [Fact]
    public async Task CreateContent_ReadTwice_GivesTheSameBytes()
    {
        var bodies = new List<string>();
        var sink = new ScriptedSink
        {
            Answer = async (batch, cancellationToken) =>
            {
                using var content = batch.CreateContent("<"u8.ToArray(), ">"u8.ToArray(), "text/plain");
                using var first = new MemoryStream();
                using var second = new MemoryStream();
                await content.CopyToAsync(first, cancellationToken);
                await content.CopyToAsync(second, cancellationToken);
                bodies.Add(Encoding.UTF8.GetString(first.ToArray()));
                bodies.Add(Encoding.UTF8.GetString(second.ToArray()));
                var copy = new ArrayBufferWriter<byte>();
                batch.CopyTo(copy);
                bodies.Add($"<{Encoding.UTF8.GetString(copy.WrittenSpan)}>");
                return BatchAnswer.Delivered;
            },
        };
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink);

        await writer.WriteAllAsync(Enumerable.Range(1, 3).Select(Person.Number));

        Assert.Equal(3, bodies.Count);
        Assert.Single(bodies.Distinct());
        Assert.Equal([1, 2, 3], SimulatedBrevo.IdsOf(bodies[0]));
    }

    [Theory]
    [InlineData(WireFormat.JsonArray, ",")]
    [InlineData(WireFormat.JsonLines, "\n")]
    [InlineData(WireFormat.MessagePack, "")]
    public async Task Format_DecidesWhatStandsBetweenRecords(WireFormat format, string separator)
    {
        var sink = new ScriptedSink { Format = format };
        await using var writer = new BatchWriter<int>(new NumberEncoder(), sink);

        await writer.WriteAllAsync([1, 2, 3]);

        Assert.Equal($"[ \"0000001\"{separator}\"0000002\"{separator}\"0000003\" ]", sink.Bodies.Single());
    }

    private sealed class NumberEncoder : RecordEncoder<int>
    {
        public override EncodedRecord Encode(int record, long number, IBufferWriter<byte> output)
        {
            var bytes = output.GetSpan(9);
            bytes[0] = bytes[8] = (byte)'"';
            for (var i = 7; i >= 1; i--)
            {
                bytes[i] = (byte)('0' + record % 10);
                record /= 10;
            }

            output.Advance(9);
            return new EncodedRecord { Outcome = EncodeOutcome.Encoded, Key = new FieldRange(1, 7) };
        }
    }

    private sealed class DiscardingSink : IBatchSink
    {
        public string Name => "discarding";

        public BatchLimits Limits { get; } = new();

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default) =>
            Task.FromResult(BatchAnswer.Delivered);
    }

    private sealed class RememberingSink : ISettlingBatchSink
    {
        public List<WeakReference<Batch>> Batches { get; } = [];

        public List<WeakReference<AcceptedBatch>> Accepted { get; } = [];

        public HttpContent? Content { get; private set; }

        public Batch? Kept { get; private set; }

        public string Name => "remembering";

        public BatchLimits Limits { get; } = new();

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
        {
            Batches.Add(new WeakReference<Batch>(batch));
            if (batch.Count == 1)
            {
                Content = batch.CreateContent(default, default);
                Kept = batch;
            }

            return Task.FromResult(BatchAnswer.Accepted("1"));
        }

        public Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default)
        {
            Assert.Equal("0000000".Length, batch.GetKey(0)!.Length);
            lock (Accepted)
            {
                Accepted.Add(new WeakReference<AcceptedBatch>(batch));
            }

            return Task.FromResult(new BatchSettlement(RecordOutcome.Delivered));
        }
    }
}
