using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(OrderBatchAnswer))]
[JsonSerializable(typeof(OrderBatchBody))]
[JsonSerializable(typeof(OrderListAnswer))]
[JsonSerializable(typeof(UpsertOrderRequest))]
internal sealed partial class OrdersJsonContext : JsonSerializerContext;
