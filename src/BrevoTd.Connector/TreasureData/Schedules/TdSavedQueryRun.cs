using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A job that a saved query has started, with the time for which it ran.</summary>
public record TdSavedQueryRun : TdJob
{
    /// <summary>The time for which it ran: what <c>TD_SCHEDULED_TIME()</c> gave in the query.</summary>
    [JsonPropertyName("scheduled_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Id and status only: query, addresses and names are not for logs.</summary>
    public override string ToString() => base.ToString();
}
