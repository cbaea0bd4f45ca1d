using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(AssociatedRecordListAnswer))]
[JsonSerializable(typeof(ObjectBatchAnswer))]
[JsonSerializable(typeof(ObjectDeleteBody))]
[JsonSerializable(typeof(ObjectRecordListAnswer))]
[JsonSerializable(typeof(ObjectUpsertBody))]
internal sealed partial class ObjectsJsonContext : JsonSerializerContext;
