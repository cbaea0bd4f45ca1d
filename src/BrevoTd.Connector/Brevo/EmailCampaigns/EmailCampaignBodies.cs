using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record EmailCampaignCreatedAnswer
{
    public EmailCampaignId? Id { get; init; }
}

internal sealed record EmailCampaignListAnswer
{
    public IReadOnlyList<EmailCampaign>? Campaigns { get; init; }

    public long? Count { get; init; }
}

internal sealed record EmailCampaignTestBody
{
    public required IReadOnlyList<string> EmailTo { get; init; }
}

internal sealed record EmailCampaignExportBody
{
    public required EmailCampaignRecipientsKind RecipientsType { get; init; }

    [JsonPropertyName("notifyURL")]
    public Uri? NotifyUrl { get; init; }
}

internal sealed record CampaignImageBody
{
    public required Uri ImageUrl { get; init; }

    public string? Name { get; init; }
}

internal sealed record CampaignImageAnswer
{
    public string? Url { get; init; }
}

internal sealed record CampaignSharedUrlAnswer
{
    public string? SharedUrl { get; init; }
}
