using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CreateEventRequest))]
[JsonSerializable(typeof(EventBatchAnswer))]
[JsonSerializable(typeof(EventBatchBody))]
[JsonSerializable(typeof(EventListAnswer))]
internal sealed partial class EventsJsonContext : JsonSerializerContext;
