using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches of the shop's catalogue (<c>POST /products/batch</c>, <c>POST /categories/batch</c>). Brevo takes a batch as a whole or not at all, and answers how many it created and updated.
/// </summary>
internal sealed class CatalogSink : IBatchSink
{
    /// <summary>Brevo counted fewer things than were sent, and does not say which of them.</summary>
    private static readonly OutcomeCause s_fewerCounted = new("fewer_counted");

    private readonly Func<HttpContent, CancellationToken, Task<CatalogBatchResult>> _send;
    private readonly byte[] _prefix;
    private readonly byte[] _suffix;

    /// <param name="name">Name of the sink.</param>
    /// <param name="route">The endpoint.</param>
    /// <param name="prefix">What stands before the first thing.</param>
    /// <param name="updates">Whether things that exist are updated.</param>
    /// <param name="maxRecords">How many Brevo takes at once.</param>
    /// <param name="quotas">The table of limits that the client works with.</param>
    /// <param name="send">Sends a body.</param>
    public CatalogSink(
        string name,
        string route,
        ReadOnlySpan<byte> prefix,
        bool updates,
        int maxRecords,
        IReadOnlyList<QuotaRule> quotas,
        Func<HttpContent, CancellationToken, Task<CatalogBatchResult>> send
    )
    {
        _send = send;
        _prefix = prefix.ToArray();
        _suffix = updates ? [.. "],\"updateEnabled\":true}"u8] : [.. "],\"updateEnabled\":false}"u8];
        Name = name;
        Limits = new BatchLimits { MaxRecords = maxRecords, EnvelopeBytes = _prefix.Length + _suffix.Length };
        Quotas = quotas;
        Calls = [new SinkCall("POST", route)];
    }

    public string Name { get; }

    public BatchLimits Limits { get; }

    public IReadOnlyList<SinkCall> Calls { get; }

    public IReadOnlyList<QuotaRule> Quotas { get; }

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        using var content = batch.CreateContent(_prefix, _suffix);
        try
        {
            var result = await _send(content, cancellationToken).ConfigureAwait(false);
            if (result is { CreatedCount: null, UpdatedCount: null })
            {
                // All or nothing: a success without counts says as much.
                return BatchAnswer.Delivered;
            }

            var (created, updated) = (Math.Max(0, result.CreatedCount ?? 0), Math.Max(0, result.UpdatedCount ?? 0));
            if (created + updated < batch.Count)
            {
                return BatchAnswer.PerRecord(new BatchSettlement(RecordOutcome.Unverified, s_fewerCounted));
            }

            var settlement = new BatchSettlement(RecordOutcome.Delivered);
            settlement.AddWritten(created, updated);
            return BatchAnswer.PerRecord(settlement);
        }
        catch (ServiceException refusal) when (Refusals.OfTogether(refusal) is { } answer)
        {
            return answer;
        }
    }
}
