using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>An attempt: one run of a workflow for a session time.</summary>
public record TdWorkflowAttempt
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdWorkflowAttemptId? Id { get; init; }

    /// <summary>Number of the attempt within its session, from 1.</summary>
    [JsonPropertyName("index")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? Index { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("project")]
    public TdWorkflowReference? Project { get; init; }

    /// <summary>The workflow.</summary>
    [JsonPropertyName("workflow")]
    public TdWorkflowReference? Workflow { get; init; }

    /// <summary>The session.</summary>
    [JsonPropertyName("sessionId")]
    public TdWorkflowSessionId? SessionId { get; init; }

    /// <summary>The session's other id.</summary>
    [JsonPropertyName("sessionUuid")]
    public string? SessionUuid { get; init; }

    /// <summary>The time for which the workflow runs.</summary>
    [JsonPropertyName("sessionTime")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? SessionTime { get; init; }

    /// <summary>Name that tells it from other attempts of the session; <see langword="null"/> for the first one.</summary>
    [JsonPropertyName("retryAttemptName")]
    public string? RetryAttemptName { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("status")]
    public TdWorkflowStatus? Status { get; init; }

    /// <summary>Whether it has ended.</summary>
    [JsonPropertyName("done")]
    public bool? IsDone { get; init; }

    /// <summary>Whether it has ended well.</summary>
    [JsonPropertyName("success")]
    public bool? IsSuccess { get; init; }

    /// <summary>Whether it was asked to stop.</summary>
    [JsonPropertyName("cancelRequested")]
    public bool? IsCancelRequested { get; init; }

    /// <summary>Parameters that it was started with, as a tree; may hold personal data.</summary>
    [JsonPropertyName("params")]
    public JsonElement? Parameters { get; init; }

    /// <summary>Resource pool that it runs in.</summary>
    [JsonPropertyName("poolId")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? PoolId { get; init; }

    /// <summary>When it was started.</summary>
    [JsonPropertyName("createdAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ended; <see langword="null"/> until then.</summary>
    [JsonPropertyName("finishedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether it has ended, well or not.</summary>
    [JsonIgnore]
    public bool IsFinished => IsDone == true || Status is { IsTerminal: true };

    /// <summary>Id and status only.</summary>
    public override string ToString() => $"{nameof(TdWorkflowAttempt)} {{ Id = {Id}, Status = {Status} }}";
}
