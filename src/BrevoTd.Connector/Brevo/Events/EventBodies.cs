using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record EventBatchBody
{
    public required IReadOnlyList<CreateEventRequest> Events { get; init; }
}

internal sealed record EventListAnswer
{
    public IReadOnlyList<CustomEvent>? Events { get; init; }

    public long? Count { get; init; }
}

/// <summary>The answer of 202, with <c>count</c>, and that of 207 and 400, with the rest.</summary>
internal sealed record EventBatchAnswer
{
    public long? Count { get; init; }

    [JsonPropertyName("total_events")]
    public long? Total { get; init; }

    [JsonPropertyName("successful_events")]
    public long? Successful { get; init; }

    [JsonPropertyName("failed_events")]
    public long? Failed { get; init; }

    public IReadOnlyList<EventBatchError>? Errors { get; init; }
}
