using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Sync;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SyncPlan))]
[JsonSerializable(typeof(SyncReport))]
[JsonSerializable(typeof(PushState))]
[JsonSerializable(typeof(string))]
internal sealed partial class SyncJsonContext : JsonSerializerContext;
