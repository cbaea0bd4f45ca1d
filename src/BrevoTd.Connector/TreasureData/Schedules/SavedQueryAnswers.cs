using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdSavedQueryList
{
    [JsonPropertyName("schedules")]
    public IReadOnlyList<TdSavedQuery>? Schedules { get; init; }
}

internal sealed record TdSavedQueryHistory
{
    [JsonPropertyName("history")]
    public IReadOnlyList<TdSavedQueryRun>? History { get; init; }
}

/// <summary>Body of <c>POST /v4/queries/{id}/jobs</c>.</summary>
internal sealed record TdSavedQueryRunBody
{
    [JsonPropertyName("scheduled_time")]
    public required string ScheduledTime { get; init; }

    [JsonPropertyName("domain_key")]
    public required string DomainKey { get; init; }
}
