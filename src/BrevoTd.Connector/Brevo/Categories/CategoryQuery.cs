namespace BrevoTd.Connector.Brevo;

/// <summary>Filters and order of a listing of categories.</summary>
public sealed record CategoryQuery
{
    /// <summary>Only categories of these ids.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Only categories of that name.</summary>
    public string? Name { get; init; }

    /// <summary>Only categories that changed after that. Whether the moment itself counts is not documented.</summary>
    public DateTimeOffset? ModifiedSince { get; init; }

    /// <summary>Only categories that were created after that. Whether the moment itself counts is not documented.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Whether deleted from the shop: <see langword="false"/> lists only those that are not; <see langword="null"/> lists all. What <see langword="true"/> does is not documented.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>Order by creation. Default: oldest first.</summary>
    public SortOrder Order { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CategoryQuery);
}
