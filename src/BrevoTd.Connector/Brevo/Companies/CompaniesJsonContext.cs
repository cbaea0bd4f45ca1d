using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(Company))]
[JsonSerializable(typeof(CompanyListAnswer))]
[JsonSerializable(typeof(CreateCompanyRequest))]
[JsonSerializable(typeof(UpdateCompanyRequest))]
[JsonSerializable(typeof(UpdateCompanyLinksRequest))]
[JsonSerializable(typeof(CrmAttributeCreateBody))]
[JsonSerializable(typeof(CrmAttributeUpdateBody))]
[JsonSerializable(typeof(CrmCreatedAnswer))]
[JsonSerializable(typeof(CrmImportAnswer))]
[JsonSerializable(typeof(CrmImportMapping))]
[JsonSerializable(typeof(IReadOnlyList<CrmAttribute>))]
internal sealed partial class CompaniesJsonContext : JsonSerializerContext;
