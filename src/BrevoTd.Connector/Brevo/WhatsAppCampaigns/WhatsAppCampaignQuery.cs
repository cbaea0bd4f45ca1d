namespace BrevoTd.Connector.Brevo;

/// <summary>Which WhatsApp campaigns to list.</summary>
public sealed record WhatsAppCampaignQuery
{
    /// <summary>Only campaigns created from then on. Together with <see cref="CreatedUntil"/>.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Only campaigns created until then. Together with <see cref="CreatedSince"/>.</summary>
    public DateTimeOffset? CreatedUntil { get; init; }

    /// <summary>Order by the last change, not by creation. Default: longest unchanged first.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;
}
