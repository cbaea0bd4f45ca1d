using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>Sends events one by one to <c>POST /events</c>. When an answer is lost, its event stays unverified and is never sent again.</summary>
internal sealed class SingleEventSink(BrevoEventsClient events, EventWriterOptions options)
    : OneByOneSink(SinkName, options.MaxConcurrentCalls, options.StopAfterFailedRequests)
{
    public const string SinkName = "brevo.events.single";

    public override IReadOnlyList<SinkCall> Calls { get; } = [new SinkCall("POST", "events") { PerBatch = 0, PerRecord = 1 }];

    public override IReadOnlyList<QuotaRule> Quotas => events.Transport!.Quotas;

    protected override async Task<WrittenAs> SendAsync(Batch batch, int index, CancellationToken cancellationToken)
    {
        using var content = CreateContent(batch.GetRecord(index).ToArray());
        await events.CreateAsync(content, cancellationToken).ConfigureAwait(false);
        return WrittenAs.Stored;
    }
}
