using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Clicks on one link of a version of an A/B test.</summary>
public sealed record AbTestClickedLink
{
    /// <summary>Address of the link.</summary>
    public string? Link { get; init; }

    /// <summary>Clicks.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? ClicksCount { get; init; }

    /// <summary>Share of all clicks, in per cent.</summary>
    [JsonConverter(typeof(PercentageConverter))]
    public double? ClickRate { get; init; }

    /// <summary>The number of clicks; an address may carry a person's data.</summary>
    public override string ToString() => $"{nameof(AbTestClickedLink)}: {ClicksCount} clicks";
}
