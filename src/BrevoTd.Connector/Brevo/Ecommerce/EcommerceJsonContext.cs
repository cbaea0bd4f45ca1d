using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(AttributedProductsAnswer))]
[JsonSerializable(typeof(AttributionMetrics))]
[JsonSerializable(typeof(AttributionReport))]
[JsonSerializable(typeof(DisplayCurrencyBody))]
internal sealed partial class EcommerceJsonContext : JsonSerializerContext;
