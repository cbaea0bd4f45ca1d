using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every body that is exchanged about WhatsApp messages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(SendWhatsAppMessageRequest))]
[JsonSerializable(typeof(SendWhatsAppMessageResult))]
[JsonSerializable(typeof(WhatsAppEventsAnswer))]
internal sealed partial class TransactionalWhatsAppJsonContext : JsonSerializerContext;
