using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>A WhatsApp campaign to create and schedule (<c>POST /whatsappCampaigns</c>). There is no draft: it is sent at its time.</summary>
public sealed record CreateWhatsAppCampaignRequest
{
    /// <summary>Name of the campaign.</summary>
    public required string Name { get; init; }

    /// <summary>Its template, which WhatsApp must have approved.</summary>
    public required WhatsAppTemplateId TemplateId { get; init; }

    /// <summary>When it is sent.</summary>
    [JsonConverter(typeof(RequiredCampaignTimeConverter))]
    public required DateTimeOffset ScheduledAt { get; init; }

    /// <summary>Whom it goes to.</summary>
    public required WhatsAppCampaignAudience Recipients { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateWhatsAppCampaignRequest);
}
