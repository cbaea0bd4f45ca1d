using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>How the emulator keeps its own state on disk; nothing of this goes over the wire.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(CatalogEntry))]
[JsonSerializable(typeof(ImportEntry))]
[JsonSerializable(typeof(BulkImportState))]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(ScheduleState))]
[JsonSerializable(typeof(ResultTargetState))]
[JsonSerializable(typeof(ConnectorState))]
[JsonSerializable(typeof(WorkflowState))]
[JsonSerializable(typeof(AttemptState))]
[JsonSerializable(typeof(AudienceState))]
[JsonSerializable(typeof(FolderState))]
[JsonSerializable(typeof(SegmentState))]
[JsonSerializable(typeof(SyndicationState))]
[JsonSerializable(typeof(ExecutionState))]
[JsonSerializable(typeof(SegmentQueryState))]
[JsonSerializable(typeof(ProfileTokenState))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
