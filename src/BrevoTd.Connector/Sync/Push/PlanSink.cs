using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>Takes batches in the place of a service: counts them and keeps a few masked records.</summary>
internal sealed class PlanSink(IBatchSink sink, int sampleSize) : IBatchSink, IDisposable
{
    private readonly List<string> _sample = [];

    public string Name => sink.Name;

    public BatchLimits Limits => sink.Limits;

    public WireFormat Format => sink.Format;

    public IReadOnlyList<SinkCall> Calls => sink.Calls;

    public long Batches { get; private set; }

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    public IReadOnlyList<string> Sample => _sample;

    public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        Batches++;
        Records += batch.Count;
        Bytes += batch.Bytes;
        for (var i = 0; i < batch.Count && _sample.Count < sampleSize; i++)
        {
            _sample.Add(RecordMask.Mask(batch.GetRecord(i).Span));
        }

        return Task.FromResult(BatchAnswer.Delivered);
    }

    public void Dispose() => (sink as IDisposable)?.Dispose();
}
