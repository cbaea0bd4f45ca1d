namespace BrevoTd.Connector.Brevo;

/// <summary>Bounds of a price in a listing of products; those that are set hold together.</summary>
public sealed record PriceFilter
{
    /// <summary>The price is at most that (<c>lte</c>).</summary>
    public decimal? AtMost { get; init; }

    /// <summary>The price is at least that (<c>gte</c>).</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>The price is less than that (<c>lt</c>).</summary>
    public decimal? Below { get; init; }

    /// <summary>The price is greater than that (<c>gt</c>).</summary>
    public decimal? Above { get; init; }

    /// <summary>The price is exactly that (<c>eq</c>).</summary>
    public decimal? EqualTo { get; init; }

    /// <summary>The price is not that (<c>ne</c>).</summary>
    public decimal? NotEqualTo { get; init; }
}
