using System.Collections.Concurrent;
using System.Text;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A sink that keeps the bodies it was sent and answers as a test wants.</summary>
internal sealed class ScriptedSink : IBatchSink
{
    public Func<Batch, CancellationToken, Task<BatchAnswer>>? Answer { get; set; }

    public ConcurrentQueue<string> Bodies { get; } = new();

    public ConcurrentQueue<int[]> Ids { get; } = new();

    public int UnderWay;

    public int MostUnderWay;

    public string Name => "scripted";

    public BatchLimits Limits { get; init; } = new() { EnvelopeBytes = 4 };

    public WireFormat Format { get; init; } = WireFormat.JsonArray;

    public bool RefusesTogether { get; init; }

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var underWay = Interlocked.Increment(ref UnderWay);
        lock (Bodies)
        {
            MostUnderWay = Math.Max(MostUnderWay, underWay);
        }

        try
        {
            using var content = batch.CreateContent("[ "u8.ToArray(), " ]"u8.ToArray());
            var body = await content.ReadAsStringAsync(cancellationToken);
            Assert.Equal(content.Headers.ContentLength, Encoding.UTF8.GetByteCount(body));
            Bodies.Enqueue(body);
            Ids.Enqueue(SimulatedBrevo.IdsOf(body));
            return Answer is null ? BatchAnswer.Delivered : await Answer(batch, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref UnderWay);
        }
    }
}
