using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Sync;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SyncLease))]
internal sealed partial class SyncStateJsonContext : JsonSerializerContext;
