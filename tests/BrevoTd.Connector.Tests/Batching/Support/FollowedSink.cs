using System.Collections.Concurrent;
using System.Globalization;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A sink whose service takes every batch and decides later, as a test wants.</summary>
internal sealed class FollowedSink : ISettlingBatchSink
{
    private readonly ScriptedSink _inner = new();

    public Func<AcceptedBatch, CancellationToken, Task<BatchSettlement>> Settle { get; set; } =
        static (_, _) => Task.FromResult(new BatchSettlement(RecordOutcome.Delivered));

    public ConcurrentQueue<string> Bodies => _inner.Bodies;

    public ConcurrentQueue<int[]> Ids => _inner.Ids;

    public string Name => "followed";

    public BatchLimits Limits => _inner.Limits;

    public bool SendsAgain { get; init; } = true;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        await _inner.SendAsync(batch, cancellationToken);
        return BatchAnswer.Accepted(batch.Number.ToString(CultureInfo.InvariantCulture));
    }

    public Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default) =>
        Settle(batch, cancellationToken);
}
