using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(Deal))]
[JsonSerializable(typeof(DealListAnswer))]
[JsonSerializable(typeof(CreateDealRequest))]
[JsonSerializable(typeof(UpdateDealRequest))]
[JsonSerializable(typeof(UpdateDealLinksRequest))]
[JsonSerializable(typeof(DealPipeline))]
[JsonSerializable(typeof(IReadOnlyList<DealPipeline>))]
internal sealed partial class DealsJsonContext : JsonSerializerContext;
