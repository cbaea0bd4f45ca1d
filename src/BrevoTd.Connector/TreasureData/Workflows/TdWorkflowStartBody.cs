using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdWorkflowStartBody
{
    [JsonPropertyName("workflowId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WorkflowId { get; init; }

    [JsonPropertyName("projectName")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProjectName { get; init; }

    [JsonPropertyName("workflowName")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WorkflowName { get; init; }

    [JsonPropertyName("sessionTime")]
    public string? SessionTime { get; init; }

    [JsonPropertyName("retryAttemptName")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RetryAttemptName { get; init; }

    [JsonPropertyName("params")]
    public JsonObject? Parameters { get; init; }

    [JsonPropertyName("resume")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TdWorkflowResumeBody? Resume { get; init; }

    [JsonPropertyName("allowQueueing")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AllowQueueing { get; init; }
}

internal sealed record TdWorkflowResumeBody(
    [property: JsonPropertyName("mode")] string Mode,
    [property: JsonPropertyName("attemptId")] string AttemptId,
    [property: JsonPropertyName("from"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From
);
