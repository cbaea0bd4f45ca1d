using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>The bodies of webhooks. Members that are null are not written; members that are not known are not looked at.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(AttributeValue))]
[JsonSerializable(typeof(CreateWebhookRequest))]
[JsonSerializable(typeof(ExportWebhookEventsRequest))]
[JsonSerializable(typeof(UpdateWebhookRequest))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(WebhookCreatedAnswer))]
[JsonSerializable(typeof(WebhookExportAnswer))]
[JsonSerializable(typeof(WebhookListAnswer))]
internal sealed partial class WebhooksJsonContext : JsonSerializerContext;
