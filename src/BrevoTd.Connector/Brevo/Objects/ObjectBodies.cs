using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record ObjectUpsertBody
{
    public required IReadOnlyList<UpsertObjectRecordRequest> Records { get; init; }
}

internal sealed record ObjectDeleteBody
{
    public required ObjectDeleteIdentifiers Identifiers { get; init; }
}

internal sealed record ObjectDeleteIdentifiers
{
    public IReadOnlyCollection<ObjectRecordId>? Ids { get; init; }

    [JsonPropertyName("ext_ids")]
    public IReadOnlyCollection<string>? ExternalIds { get; init; }
}

internal sealed record ObjectBatchAnswer
{
    public ProcessId? ProcessId { get; init; }
}

internal sealed record ObjectRecordListAnswer
{
    public IReadOnlyList<CustomObjectRecord>? Records { get; init; }

    public long? Count { get; init; }
}

internal sealed record AssociatedRecordListAnswer
{
    public IReadOnlyList<AssociatedRecord>? Items { get; init; }

    [JsonPropertyName("has_more")]
    public bool? HasMore { get; init; }

    public long? Offset { get; init; }
}
