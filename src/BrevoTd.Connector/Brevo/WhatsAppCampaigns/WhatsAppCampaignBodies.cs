namespace BrevoTd.Connector.Brevo;

internal sealed record WhatsAppCampaignCreatedAnswer
{
    public WhatsAppCampaignId? Id { get; init; }
}

internal sealed record WhatsAppTemplateCreatedAnswer
{
    public WhatsAppTemplateId? Id { get; init; }
}

internal sealed record WhatsAppCampaignListAnswer
{
    public IReadOnlyList<WhatsAppCampaign>? Campaigns { get; init; }

    public long? Count { get; init; }
}

internal sealed record WhatsAppTemplateListAnswer
{
    public IReadOnlyList<WhatsAppTemplate>? Templates { get; init; }

    public long? Count { get; init; }
}
