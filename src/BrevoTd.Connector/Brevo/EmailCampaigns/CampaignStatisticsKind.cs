using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which part of its statistics a campaign is asked for. One per call; the others come back empty or with zeros. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CampaignStatisticsKind>))]
public readonly record struct CampaignStatisticsKind(string Value) : IStringValue<CampaignStatisticsKind>
{
    /// <summary>The campaign as a whole and by list.</summary>
    public static CampaignStatisticsKind GlobalStats { get; } = new("globalStats");

    /// <summary>Clicks by link.</summary>
    public static CampaignStatisticsKind LinksStats { get; } = new("linksStats");

    /// <summary>By the domain of the recipients.</summary>
    public static CampaignStatisticsKind StatsByDomain { get; } = new("statsByDomain");

    /// <summary>By device; of a single campaign only.</summary>
    public static CampaignStatisticsKind StatsByDevice { get; } = new("statsByDevice");

    /// <summary>By browser; of a single campaign only.</summary>
    public static CampaignStatisticsKind StatsByBrowser { get; } = new("statsByBrowser");

    static CampaignStatisticsKind IStringValue<CampaignStatisticsKind>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
