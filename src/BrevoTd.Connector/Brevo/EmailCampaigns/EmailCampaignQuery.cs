using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which e-mail campaigns to list, with which of their statistics.</summary>
public sealed record EmailCampaignQuery
{
    /// <summary>Only campaigns that are sent in this way.</summary>
    public EmailCampaignType? Type { get; init; }

    /// <summary>Only campaigns in this state.</summary>
    public EmailCampaignStatus? Status { get; init; }

    /// <summary>
    /// Which statistics come with each campaign; without it there are none. <see cref="CampaignStatisticsKind.GlobalStats"/>,
    /// <see cref="CampaignStatisticsKind.LinksStats"/> or <see cref="CampaignStatisticsKind.StatsByDomain"/>; a listing counts events of the last 6 months only.
    /// </summary>
    public CampaignStatisticsKind? Statistics { get; init; }

    /// <summary>Only campaigns sent from then on. Together with <see cref="SentUntil"/> and within 2 years of it, and with no <see cref="Status"/> but sent.</summary>
    public DateTimeOffset? SentSince { get; init; }

    /// <summary>Only campaigns sent until then. Together with <see cref="SentSince"/>; Brevo refuses a time in the future.</summary>
    public DateTimeOffset? SentUntil { get; init; }

    /// <summary>Whether the bodies are left out, which makes a page much smaller.</summary>
    /// <value>Default: <see langword="false"/>, as Brevo's own.</value>
    public bool ExcludeHtmlContent { get; init; }

    /// <summary>Whether campaigns with a PDF attachment are left out.</summary>
    /// <value>Default: <see langword="false"/>, as Brevo's own.</value>
    public bool ExcludePdfAttachment { get; init; }

    /// <summary>Order by creation. Default: oldest first, so that campaigns that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;
}
