using System.Buffers;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches to <c>POST /orders/status/batch</c>. Brevo checks a batch as a whole, takes in all of its orders or none, and never tells what becomes of a single one afterwards: that it took
/// them in is the last that is learned, and so their outcome.
/// </summary>
internal sealed class OrderSink : IBatchSink
{
    public const string SinkName = "brevo.orders.batch";

    /// <summary>Brevo counted fewer orders than were sent, and does not say which of them.</summary>
    private static readonly OutcomeCause s_fewerCounted = new("fewer_counted");

    private static readonly byte[] s_prefix = [.. "{\"orders\":["u8];

    private readonly BrevoOrdersClient _orders;
    private readonly byte[] _suffix;

    public OrderSink(BrevoOrdersClient orders, OrderWriterOptions options)
    {
        options.Validate();
        _orders = orders;
        _suffix = WriteSuffix(options);
        Limits = new BatchLimits { MaxRecords = BrevoOrdersClient.MaxBatch, EnvelopeBytes = s_prefix.Length + _suffix.Length };
    }

    public string Name => SinkName;

    public BatchLimits Limits { get; }

    public IReadOnlyList<SinkCall> Calls { get; } = [new SinkCall("POST", "orders/status/batch")];

    public IReadOnlyList<QuotaRule> Quotas => _orders.Transport!.Quotas;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        using var content = batch.CreateContent(s_prefix, _suffix);
        try
        {
            var result = await _orders.UpsertBatchAsync(content, cancellationToken).ConfigureAwait(false);
            return result.Count < batch.Count ? BatchAnswer.Unknown(s_fewerCounted) : BatchAnswer.Delivered;
        }
        catch (ServiceException refusal) when (Refusals.OfTogether(refusal) is { } answer)
        {
            return answer;
        }
    }

    private static byte[] WriteSuffix(OrderWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(options.Historical is true ? "],\"historical\":true"u8 : "],\"historical\":false"u8);
        if (options.NotifyUrl is { } address)
        {
            buffer.Write(",\"notifyUrl\":"u8);
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStringValue(address.OriginalString);
        }

        buffer.Write("}"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
