using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A run in the CDP: a rebuild of a parent segment, or an activation under way. Behind it is an attempt of a workflow.</summary>
public record TdExecution : ICdpEntity<TdExecution>
{
    /// <summary>The attempt, which identifies the run.</summary>
    [JsonPropertyName("workflowAttemptId")]
    public TdWorkflowAttemptId? AttemptId { get; init; }

    /// <summary>The workflow.</summary>
    [JsonPropertyName("workflowId")]
    public TdWorkflowId? WorkflowId { get; init; }

    /// <summary>The session of the workflow.</summary>
    [JsonPropertyName("workflowSessionId")]
    public TdWorkflowSessionId? SessionId { get; init; }

    /// <summary>The parent segment, where it is a rebuild.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>The activation, where it is one.</summary>
    [JsonPropertyName("syndicationId")]
    public TdActivationId? ActivationId { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("status")]
    public TdWorkflowStatus? Status { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("createdAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ended; <see langword="null"/> until then.</summary>
    [JsonPropertyName("finishedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether it has ended, well or not.</summary>
    [JsonIgnore]
    public bool IsFinished => Status is { IsTerminal: true };

    TdExecution ICdpEntity<TdExecution>.With(CdpResource resource) =>
        this with
        {
            // The newer style has the attempt's id as that of the resource, and may leave it out of the attributes.
            AttemptId = AttemptId ?? (resource.Id is { } id ? new TdWorkflowAttemptId(id) : null),
        };

    /// <summary>Id and status only.</summary>
    public override string ToString() => $"{nameof(TdExecution)} {{ AttemptId = {AttemptId}, Status = {Status} }}";
}
