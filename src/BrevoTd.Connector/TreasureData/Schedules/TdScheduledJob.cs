using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A job that running a saved query has just started.</summary>
public record TdScheduledJob
{
    /// <summary>The job.</summary>
    [JsonPropertyName("job_id")]
    public TdJobId? JobId { get; init; }

    /// <summary>Engine that runs it.</summary>
    [JsonPropertyName("type")]
    public TdJobType? Type { get; init; }

    /// <summary>The time for which it runs: what <c>TD_SCHEDULED_TIME()</c> gives in the query.</summary>
    [JsonPropertyName("scheduled_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }
}
