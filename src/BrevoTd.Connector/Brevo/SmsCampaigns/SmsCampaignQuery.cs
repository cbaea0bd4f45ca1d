namespace BrevoTd.Connector.Brevo;

/// <summary>Which SMS campaigns to list.</summary>
public sealed record SmsCampaignQuery
{
    /// <summary>Only campaigns in this state.</summary>
    public SmsCampaignStatus? Status { get; init; }

    /// <summary>Only campaigns sent from then on. Together with <see cref="SentUntil"/>, and with no <see cref="Status"/> but sent.</summary>
    public DateTimeOffset? SentSince { get; init; }

    /// <summary>Only campaigns sent until then. Together with <see cref="SentSince"/>; Brevo refuses a time in the future.</summary>
    public DateTimeOffset? SentUntil { get; init; }

    /// <summary>Order by creation. Default: oldest first, so that campaigns that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;
}
