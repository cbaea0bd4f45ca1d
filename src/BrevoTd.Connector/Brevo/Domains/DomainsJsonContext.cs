using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(SenderDomainList))]
[JsonSerializable(typeof(DomainNameBody))]
[JsonSerializable(typeof(CreateDomainResult))]
[JsonSerializable(typeof(DomainConfiguration))]
[JsonSerializable(typeof(AuthenticateDomainResult))]
internal sealed partial class DomainsJsonContext : JsonSerializerContext;
