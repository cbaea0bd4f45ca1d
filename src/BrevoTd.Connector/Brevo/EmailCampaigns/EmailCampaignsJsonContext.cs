using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Bodies of e-mail campaigns, with the options of <see cref="BrevoJsonContext"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CampaignEngagement))]
[JsonSerializable(typeof(CampaignImageAnswer))]
[JsonSerializable(typeof(CampaignImageBody))]
[JsonSerializable(typeof(CampaignProcessAnswer))]
[JsonSerializable(typeof(CampaignReportBody))]
[JsonSerializable(typeof(CampaignSharedUrlAnswer))]
[JsonSerializable(typeof(CampaignStatistics))]
[JsonSerializable(typeof(CampaignStatusBody))]
[JsonSerializable(typeof(CreateEmailCampaignRequest))]
[JsonSerializable(typeof(EmailCampaign))]
[JsonSerializable(typeof(EmailCampaignAbTestResult))]
[JsonSerializable(typeof(EmailCampaignCreatedAnswer))]
[JsonSerializable(typeof(EmailCampaignExportBody))]
[JsonSerializable(typeof(EmailCampaignListAnswer))]
[JsonSerializable(typeof(EmailCampaignTestBody))]
[JsonSerializable(typeof(UpdateEmailCampaignRequest))]
internal sealed partial class EmailCampaignsJsonContext : JsonSerializerContext;
