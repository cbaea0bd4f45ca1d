using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Openings and clicks with one device or browser.</summary>
public sealed record CampaignEngagement
{
    /// <summary>Clicks.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Clickers { get; init; }

    /// <summary>Recipients who clicked.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? UniqueClicks { get; init; }

    /// <summary>Openings.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Viewed { get; init; }

    /// <summary>Recipients who opened.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? UniqueViews { get; init; }
}
