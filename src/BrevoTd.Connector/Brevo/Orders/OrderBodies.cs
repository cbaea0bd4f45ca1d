using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal sealed record OrderBatchBody
{
    public required IReadOnlyList<UpsertOrderRequest> Orders { get; init; }

    public bool? Historical { get; init; }

    public Uri? NotifyUrl { get; init; }
}

internal sealed record OrderListAnswer
{
    public IReadOnlyList<Order>? Orders { get; init; }

    public long? Count { get; init; }
}

/// <summary><c>batch_id</c> in the types of August 2026, <c>batchId</c> before; a number, and not always a whole one.</summary>
internal sealed record OrderBatchAnswer
{
    [JsonPropertyName("batch_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? BatchId { get; init; }

    [JsonPropertyName("batchId")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? OldBatchId { get; init; }

    public long? Count { get; init; }
}
