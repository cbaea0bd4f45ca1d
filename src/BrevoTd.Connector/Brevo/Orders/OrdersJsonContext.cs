using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(OrderBatchAnswer))]
[JsonSerializable(typeof(OrderListAnswer))]
[JsonSerializable(typeof(UpsertOrderRequest))]
[JsonSerializable(typeof(UpsertOrdersRequest))]
internal sealed partial class OrdersJsonContext : JsonSerializerContext;
