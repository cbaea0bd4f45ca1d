using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Figures of an SMS campaign.</summary>
public sealed record SmsCampaignStatistics
{
    /// <summary>Messages sent.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Sent { get; init; }

    /// <summary>Messages that are being sent.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Processing { get; init; }

    /// <summary>Messages delivered.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Delivered { get; init; }

    /// <summary>Replies.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Answered { get; init; }

    /// <summary>Passing failures of delivery.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? SoftBounces { get; init; }

    /// <summary>Permanent failures of delivery.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? HardBounces { get; init; }

    /// <summary>Unsubscriptions.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Unsubscriptions { get; init; }
}
