using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Statistics of an e-mail campaign. Only the part that the call asked for is filled (<see cref="CampaignStatisticsKind"/>); the others are missing,
/// empty or full of zeros, whatever happened.
/// </summary>
public sealed record EmailCampaignStatistics
{
    /// <summary>The campaign as a whole. Asked for with <see cref="CampaignStatisticsKind.GlobalStats"/>.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<CampaignStatistics>))]
    public CampaignStatistics? GlobalStats { get; init; }

    /// <summary>The campaign by list (<see cref="CampaignStatistics.ListId"/>).</summary>
    public IReadOnlyList<CampaignStatistics>? CampaignStats { get; init; }

    /// <summary>Clicks on the link to the version in the browser.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? MirrorClick { get; init; }

    /// <summary>E-mails that are still to be sent.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? Remaining { get; init; }

    /// <summary>Clicks by address of the link. Asked for with <see cref="CampaignStatisticsKind.LinksStats"/>.</summary>
    [JsonConverter(typeof(LinkClicksConverter))]
    public IReadOnlyDictionary<string, long>? LinksStats { get; init; }

    /// <summary>By the domain of the recipients' addresses. Asked for with <see cref="CampaignStatisticsKind.StatsByDomain"/>.</summary>
    [JsonConverter(typeof(CampaignMapConverter<CampaignStatistics>))]
    public IReadOnlyDictionary<string, CampaignStatistics>? StatsByDomain { get; init; }

    /// <summary>By device. Asked for with <see cref="CampaignStatisticsKind.StatsByDevice"/>, of a single campaign only.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<CampaignDeviceStatistics>))]
    public CampaignDeviceStatistics? StatsByDevice { get; init; }

    /// <summary>By browser (<see cref="CampaignEngagement.Name"/>). Asked for with <see cref="CampaignStatisticsKind.StatsByBrowser"/>, of a single campaign only.</summary>
    [JsonConverter(typeof(CampaignEngagementsConverter))]
    public IReadOnlyList<CampaignEngagement>? StatsByBrowser { get; init; }
}
