namespace BrevoTd.Connector.Brevo;

/// <summary>Filters and order of a listing of orders.</summary>
public sealed record OrderQuery
{
    /// <summary>Only orders that changed after that. Whether the moment itself counts is not documented.</summary>
    public DateTimeOffset? ModifiedSince { get; init; }

    /// <summary>Only orders that were created after that. Whether the moment itself counts is not documented.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Order by creation. Default: oldest first.</summary>
    public SortOrder Order { get; init; }
}
