using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A single WhatsApp campaign with its recipients and its template (<c>GET /whatsappCampaigns/{campaignId}</c>).</summary>
public sealed record WhatsAppCampaignDetails : WhatsAppCampaign
{
    /// <summary>Number that it comes from.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? SenderNumber { get; init; }

    /// <summary>Whom it goes to.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<WhatsAppCampaignRecipients>))]
    public WhatsAppCampaignRecipients? Recipients { get; init; }

    /// <summary>Its template.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<WhatsAppCampaignTemplate>))]
    public WhatsAppCampaignTemplate? Template { get; init; }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
