using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Bodies of WhatsApp campaigns, with the options of <see cref="BrevoJsonContext"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CreateWhatsAppCampaignRequest))]
[JsonSerializable(typeof(CreateWhatsAppTemplateRequest))]
[JsonSerializable(typeof(UpdateWhatsAppCampaignRequest))]
[JsonSerializable(typeof(WhatsAppAccountConfiguration))]
[JsonSerializable(typeof(WhatsAppCampaignCreatedAnswer))]
[JsonSerializable(typeof(WhatsAppCampaignDetails))]
[JsonSerializable(typeof(WhatsAppCampaignListAnswer))]
[JsonSerializable(typeof(WhatsAppCampaignRecipients))]
[JsonSerializable(typeof(WhatsAppCampaignStatistics))]
[JsonSerializable(typeof(WhatsAppCampaignTemplate))]
[JsonSerializable(typeof(WhatsAppTemplateCreatedAnswer))]
[JsonSerializable(typeof(WhatsAppTemplateListAnswer))]
internal sealed partial class WhatsAppCampaignsJsonContext : JsonSerializerContext;
