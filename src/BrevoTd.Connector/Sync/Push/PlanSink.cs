using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Sync;

/// <summary>Takes batches in the place of a service: counts them and keeps a few masked records.</summary>
/// <param name="sink">The sink of the service.</param>
/// <param name="sampleSize">How many masked records are kept.</param>
/// <param name="ledger">Says which records a run would leave out; <see langword="null"/> where the service has a key.</param>
internal sealed class PlanSink(IBatchSink sink, int sampleSize, OutboxLedger? ledger = null) : IBatchSink, IDisposable
{
    private readonly List<string> _sample = [];

    public string Name => sink.Name;

    public BatchLimits Limits => sink.Limits;

    public WireFormat Format => sink.Format;

    public IReadOnlyList<SinkCall> Calls => sink.Calls;

    public IReadOnlyList<QuotaRule> Quotas => sink.Quotas;

    public long Batches { get; private set; }

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    public IReadOnlyList<string> Sample => _sample;

    public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var records = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var record = batch.GetRecord(i).Span;
            if (ledger?.Take(ledger.KeyOf(record)) is OutboxDecision.AlreadyDelivered or OutboxDecision.LeaveOut)
            {
                continue;
            }

            records++;
            Bytes += record.Length;
            if (_sample.Count < sampleSize)
            {
                _sample.Add(RecordMask.Mask(record));
            }
        }

        Batches += records > 0 ? 1 : 0;
        Records += records;
        return Task.FromResult(BatchAnswer.Delivered);
    }

    public void Dispose() => (sink as IDisposable)?.Dispose();
}
