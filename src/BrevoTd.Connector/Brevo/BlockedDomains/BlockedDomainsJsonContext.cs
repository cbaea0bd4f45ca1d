using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every body that is exchanged about blocked domains.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(BlockedDomainsAnswer))]
[JsonSerializable(typeof(BlockedDomainBody))]
internal sealed partial class BlockedDomainsJsonContext : JsonSerializerContext;
