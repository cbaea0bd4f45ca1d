using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Batching;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BatchWriteReport))]
internal sealed partial class BatchingJsonContext : JsonSerializerContext;
