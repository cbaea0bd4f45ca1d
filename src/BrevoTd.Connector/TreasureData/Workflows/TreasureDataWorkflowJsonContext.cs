using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

[JsonSerializable(typeof(TdWorkflow))]
[JsonSerializable(typeof(TdWorkflowAttempt))]
[JsonSerializable(typeof(TdWorkflowAttemptList))]
[JsonSerializable(typeof(TdWorkflowList))]
[JsonSerializable(typeof(TdWorkflowLogFileList))]
[JsonSerializable(typeof(TdWorkflowProject))]
[JsonSerializable(typeof(TdWorkflowProjectList))]
[JsonSerializable(typeof(TdWorkflowSession))]
[JsonSerializable(typeof(TdWorkflowSessionList))]
[JsonSerializable(typeof(TdWorkflowStartBody))]
[JsonSerializable(typeof(TdWorkflowTaskList))]
internal sealed partial class TreasureDataWorkflowJsonContext : JsonSerializerContext;
