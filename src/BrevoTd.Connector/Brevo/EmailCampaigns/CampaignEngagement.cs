using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Openings and clicks with one device or browser.</summary>
public sealed record CampaignEngagement
{
    /// <summary>Name of the device's system, such as <c>mac</c> or <c>iPhone</c>, or of the browser, such as <c>safari</c>. On the wire it is the key of the figures.</summary>
    [JsonIgnore]
    public string? Name { get; init; }

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

    /// <summary>The figures only.</summary>
    public override string ToString() => $"{nameof(CampaignEngagement)}: {Viewed} openings, {Clickers} clicks";
}
