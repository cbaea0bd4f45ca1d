using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A session: all attempts of a workflow for one session time.</summary>
public record TdWorkflowSession
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdWorkflowSessionId? Id { get; init; }

    /// <summary>The other id.</summary>
    [JsonPropertyName("sessionUuid")]
    public string? Uuid { get; init; }

    /// <summary>The time for which the workflow runs.</summary>
    [JsonPropertyName("sessionTime")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("project")]
    public TdWorkflowReference? Project { get; init; }

    /// <summary>The workflow.</summary>
    [JsonPropertyName("workflow")]
    public TdWorkflowReference? Workflow { get; init; }

    /// <summary>The latest attempt, with few of its members.</summary>
    [JsonPropertyName("lastAttempt")]
    public TdWorkflowAttempt? LastAttempt { get; init; }

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(TdWorkflowSession)} {{ Id = {Id} }}";
}
