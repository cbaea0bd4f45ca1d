namespace BrevoTd.Connector.Brevo;

/// <summary>Which WhatsApp templates to list.</summary>
public sealed record WhatsAppTemplateQuery
{
    /// <summary>Only templates created from then on. Together with <see cref="CreatedUntil"/>.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Only templates created until then. Together with <see cref="CreatedSince"/>.</summary>
    public DateTimeOffset? CreatedUntil { get; init; }

    /// <summary>Only templates of this part of Brevo.</summary>
    public WhatsAppTemplateSource? Source { get; init; }

    /// <summary>Order by the last change, not by creation. Default: longest unchanged first.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;
}
