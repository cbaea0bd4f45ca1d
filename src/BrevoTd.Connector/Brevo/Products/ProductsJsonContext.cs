using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CatalogBatchResult))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(ProductAlertBody))]
[JsonSerializable(typeof(ProductBatchBody))]
[JsonSerializable(typeof(ProductListAnswer))]
[JsonSerializable(typeof(UpsertProductRequest))]
internal sealed partial class ProductsJsonContext : JsonSerializerContext;
