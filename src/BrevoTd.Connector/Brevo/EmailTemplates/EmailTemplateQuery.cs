namespace BrevoTd.Connector.Brevo;

/// <summary>Which templates to list.</summary>
public sealed record EmailTemplateQuery
{
    /// <summary>Only active or only inactive templates.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Only templates that were written with this editor.</summary>
    public EmailTemplateEditor? EditorType { get; init; }

    /// <summary>Order by creation. Default: oldest first.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;
}
