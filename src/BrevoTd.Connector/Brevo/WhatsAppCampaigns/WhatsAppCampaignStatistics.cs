using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Figures of a WhatsApp campaign. Brevo writes some of them as texts, such as <c>"3,"</c>.</summary>
public sealed record WhatsAppCampaignStatistics
{
    /// <summary>Messages sent.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Sent { get; init; }

    /// <summary>Messages delivered.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Delivered { get; init; }

    /// <summary>Messages read.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Read { get; init; }

    /// <summary>Unsubscriptions.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Unsubscribe { get; init; }

    /// <summary>Messages that were not sent.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? NotSent { get; init; }
}
