using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdWorkflowProjectList([property: JsonPropertyName("projects")] IReadOnlyList<TdWorkflowProject>? Projects);

internal sealed record TdWorkflowList([property: JsonPropertyName("workflows")] IReadOnlyList<TdWorkflow>? Workflows);

internal sealed record TdWorkflowSessionList([property: JsonPropertyName("sessions")] IReadOnlyList<TdWorkflowSession>? Sessions);

internal sealed record TdWorkflowAttemptList([property: JsonPropertyName("attempts")] IReadOnlyList<TdWorkflowAttempt>? Attempts);

internal sealed record TdWorkflowTaskList([property: JsonPropertyName("tasks")] IReadOnlyList<TdWorkflowTask>? Tasks);

internal sealed record TdWorkflowLogFileList([property: JsonPropertyName("files")] IReadOnlyList<TdWorkflowLogFile>? Files);
