using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A WhatsApp campaign in a listing (<c>GET /whatsappCampaigns</c>).</summary>
public record WhatsAppCampaign
{
    /// <summary>Id.</summary>
    public WhatsAppCampaignId? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("campaignName")]
    public string? Name { get; init; }

    /// <summary>State.</summary>
    [JsonPropertyName("campaignStatus")]
    public WhatsAppCampaignStatus? Status { get; init; }

    /// <summary>Id of its template. A text in the document and a number in its examples; only in a listing.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? TemplateId { get; init; }

    /// <summary>When it is sent.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Why it could not be sent: an empty text, <c>NONE</c> or a reason; only in a listing.</summary>
    public string? ErrorReason { get; init; }

    /// <summary>Contacts that were left out; only in a listing.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? InvalidatedContacts { get; init; }

    /// <summary>Share of messages that were read, in per cent; only in a listing.</summary>
    [JsonConverter(typeof(PercentageConverter))]
    public double? ReadPercentage { get; init; }

    /// <summary>Its figures.</summary>
    [JsonPropertyName("stats")]
    [JsonConverter(typeof(ObjectOrNothingConverter<WhatsAppCampaignStatistics>))]
    public WhatsAppCampaignStatistics? Statistics { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Id and state only.</summary>
    public override string ToString() => $"{GetType().Name} {Id}: {Status}";
}
