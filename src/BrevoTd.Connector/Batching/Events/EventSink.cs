using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches to <c>POST /events/batch</c>. Brevo queues the right events and names the others by position. Events have no key: when an answer is lost, its events stay unverified and are
/// never sent again.
/// </summary>
internal sealed class EventSink(BrevoEventsClient events) : IBatchSink
{
    public const string SinkName = "brevo.events.batch";

    /// <summary>Brevo's words for a refusal may quote the event, so only those that are known to quote nothing become causes of their own.</summary>
    private static readonly OutcomeCause s_refused = new("event_refused");

    /// <summary>Brevo refused more events than it named.</summary>
    private static readonly OutcomeCause s_unnamed = new("refused_without_position");

    private static readonly byte[] s_prefix = [.. "{\"events\":["u8];
    private static readonly byte[] s_suffix = [.. "]}"u8];

    public string Name => SinkName;

    public BatchLimits Limits { get; } = new() { EnvelopeBytes = s_prefix.Length + s_suffix.Length };

    public IReadOnlyList<SinkCall> Calls { get; } = [new SinkCall("POST", "events/batch")];

    public IReadOnlyList<QuotaRule> Quotas => events.Transport!.Quotas;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        using var content = batch.CreateContent(s_prefix, s_suffix);
        try
        {
            var result = await events.CreateBatchAsync(content, batch.Count, cancellationToken).ConfigureAwait(false);
            return result.Failed == 0 ? BatchAnswer.Delivered : BatchAnswer.PerRecord(Settle(batch, result));
        }
        catch (ServiceException refusal) when (refusal.StatusCode == HttpStatusCode.RequestEntityTooLarge)
        {
            return BatchAnswer.TooLarge;
        }
    }

    private static BatchSettlement Settle(Batch batch, EventBatchRefusals result)
    {
        var settlement =
            result.Failed >= batch.Count ? new BatchSettlement(RecordOutcome.Rejected, s_refused)
            : result.Failed > result.Messages.Count ? new BatchSettlement(RecordOutcome.Unverified, s_unnamed)
            : new BatchSettlement(RecordOutcome.Delivered);
        foreach (var (index, message) in result.Messages)
        {
            settlement.Set(index, RecordOutcome.Rejected, CauseOf(message));
        }

        return settlement;
    }

    private static OutcomeCause CauseOf(string? message) =>
        message switch
        {
            "undefined event_name" => new OutcomeCause("undefined_event_name"),
            "Please pass at least one identifier or contact id" => new OutcomeCause("no_identifier"),
            _ => s_refused,
        };
}
