using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CatalogBatchResult))]
[JsonSerializable(typeof(CategoryBatchBody))]
[JsonSerializable(typeof(CategoryListAnswer))]
[JsonSerializable(typeof(ProductCategory))]
[JsonSerializable(typeof(UpsertCategoryRequest))]
internal sealed partial class CategoriesJsonContext : JsonSerializerContext;
