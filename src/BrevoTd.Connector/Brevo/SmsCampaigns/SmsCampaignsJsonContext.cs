using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Bodies of SMS campaigns, with the options of <see cref="BrevoJsonContext"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CampaignProcessAnswer))]
[JsonSerializable(typeof(CampaignReportBody))]
[JsonSerializable(typeof(CampaignStatusBody))]
[JsonSerializable(typeof(CreateSmsCampaignRequest))]
[JsonSerializable(typeof(SmsCampaign))]
[JsonSerializable(typeof(SmsCampaignCreatedAnswer))]
[JsonSerializable(typeof(SmsCampaignExportBody))]
[JsonSerializable(typeof(SmsCampaignListAnswer))]
[JsonSerializable(typeof(SmsCampaignRecipients))]
[JsonSerializable(typeof(SmsCampaignStatistics))]
[JsonSerializable(typeof(SmsCampaignTestBody))]
[JsonSerializable(typeof(UpdateSmsCampaignRequest))]
internal sealed partial class SmsCampaignsJsonContext : JsonSerializerContext;
