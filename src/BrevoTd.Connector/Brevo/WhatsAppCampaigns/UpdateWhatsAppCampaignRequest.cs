using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// What changes about a WhatsApp campaign (<c>PUT /whatsappCampaigns/{campaignId}</c>). Members that are not set are not sent.
/// </summary>
/// <remarks>
/// Brevo documents <see cref="WhatsAppCampaignStatus.Scheduled"/> as what it takes when no status is given. Whoever changes a suspended campaign, and does not want
/// it to be sent, sets <see cref="WhatsAppCampaignStatus.Suspended"/> again.
/// </remarks>
public sealed record UpdateWhatsAppCampaignRequest
{
    /// <summary>Name of the campaign.</summary>
    [JsonPropertyName("campaignName")]
    public string? Name { get; init; }

    /// <summary>State: <see cref="WhatsAppCampaignStatus.Scheduled"/> or <see cref="WhatsAppCampaignStatus.Suspended"/>.</summary>
    [JsonPropertyName("campaignStatus")]
    public WhatsAppCampaignStatus? Status { get; init; }

    /// <summary>When it is sent instead.</summary>
    [JsonConverter(typeof(CampaignTimeConverter))]
    public DateTimeOffset? RescheduleFor { get; init; }

    /// <summary>Whom it goes to.</summary>
    public WhatsAppCampaignAudience? Recipients { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateWhatsAppCampaignRequest);
}
