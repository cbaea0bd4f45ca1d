namespace BrevoTd.Connector.Brevo;

/// <summary>Filters and order of a listing of products.</summary>
public sealed record ProductQuery
{
    /// <summary>Only products of these ids.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Text to look for in SKU, name and id; exact SKUs come first, then SKUs that begin with it, names, ids.</summary>
    public string? Search { get; init; }

    /// <summary>Only products of that name; at least 3 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Only products of these categories.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Only products whose price is so.</summary>
    public PriceFilter? Price { get; init; }

    /// <summary>Only products whose alternative price is so.</summary>
    public PriceFilter? AlternativePrice { get; init; }

    /// <summary>Only products that changed after that. Whether the moment itself counts is not documented.</summary>
    public DateTimeOffset? ModifiedSince { get; init; }

    /// <summary>Only products that were created after that. Whether the moment itself counts is not documented.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Whether deleted from the shop: <see langword="false"/> lists only those that are not; <see langword="null"/> lists all. What <see langword="true"/> does is not documented.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>What to sort by. <see langword="null"/>: by creation. A sweep by another field may skip or repeat products that change meanwhile.</summary>
    public ProductSortField? SortBy { get; init; }

    /// <summary>Ascending or descending. Default: ascending, so that a sweep by creation skips nothing that is added meanwhile.</summary>
    public SortOrder Order { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ProductQuery);
}
