using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Openings and clicks by kind of device, and within it by the system (<see cref="CampaignEngagement.Name"/>).</summary>
public sealed record CampaignDeviceStatistics
{
    /// <summary>Computers.</summary>
    [JsonConverter(typeof(CampaignEngagementsConverter))]
    public IReadOnlyList<CampaignEngagement>? Desktop { get; init; }

    /// <summary>Phones.</summary>
    [JsonConverter(typeof(CampaignEngagementsConverter))]
    public IReadOnlyList<CampaignEngagement>? Mobile { get; init; }

    /// <summary>Tablets.</summary>
    [JsonConverter(typeof(CampaignEngagementsConverter))]
    public IReadOnlyList<CampaignEngagement>? Tablet { get; init; }

    /// <summary>Devices of no known kind.</summary>
    [JsonConverter(typeof(CampaignEngagementsConverter))]
    public IReadOnlyList<CampaignEngagement>? Unknown { get; init; }
}
