using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CouponCollection))]
[JsonSerializable(typeof(CouponCollectionCreatedAnswer))]
[JsonSerializable(typeof(CouponCollectionList))]
[JsonSerializable(typeof(CouponsBody))]
[JsonSerializable(typeof(CreateCouponCollectionRequest))]
[JsonSerializable(typeof(UpdateCouponCollectionRequest))]
internal sealed partial class CouponsJsonContext : JsonSerializerContext;
