using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every body that is exchanged about blocked addresses.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(BlockedContactsAnswer))]
[JsonSerializable(typeof(DeleteHardBouncesRequest))]
internal sealed partial class BlockedContactsJsonContext : JsonSerializerContext;
