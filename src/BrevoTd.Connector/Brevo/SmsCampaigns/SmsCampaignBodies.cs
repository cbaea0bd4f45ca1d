using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record SmsCampaignCreatedAnswer
{
    public SmsCampaignId? Id { get; init; }
}

internal sealed record SmsCampaignListAnswer
{
    public IReadOnlyList<SmsCampaign>? Campaigns { get; init; }

    public long? Count { get; init; }
}

internal sealed record SmsCampaignTestBody
{
    public required string PhoneNumber { get; init; }
}

internal sealed record SmsCampaignExportBody
{
    public required SmsCampaignRecipientsKind RecipientsType { get; init; }

    [JsonPropertyName("notifyURL")]
    public Uri? NotifyUrl { get; init; }
}
