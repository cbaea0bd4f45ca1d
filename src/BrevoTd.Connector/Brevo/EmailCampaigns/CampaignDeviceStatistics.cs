using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Openings and clicks by kind of device, and within it by the name of the system, such as <c>mac</c> or <c>iPhone</c>.</summary>
public sealed record CampaignDeviceStatistics
{
    /// <summary>Computers.</summary>
    [JsonConverter(typeof(CampaignMapConverter<CampaignEngagement>))]
    public IReadOnlyDictionary<string, CampaignEngagement>? Desktop { get; init; }

    /// <summary>Phones.</summary>
    [JsonConverter(typeof(CampaignMapConverter<CampaignEngagement>))]
    public IReadOnlyDictionary<string, CampaignEngagement>? Mobile { get; init; }

    /// <summary>Tablets.</summary>
    [JsonConverter(typeof(CampaignMapConverter<CampaignEngagement>))]
    public IReadOnlyDictionary<string, CampaignEngagement>? Tablet { get; init; }

    /// <summary>Devices of no known kind.</summary>
    [JsonConverter(typeof(CampaignMapConverter<CampaignEngagement>))]
    public IReadOnlyDictionary<string, CampaignEngagement>? Unknown { get; init; }
}
