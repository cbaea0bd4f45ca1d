namespace BrevoTd.Connector.Http;

/// <summary>One page of a listing.</summary>
/// <typeparam name="T">Type of the listed values.</typeparam>
public sealed class Page<T>
{
    /// <summary>Creates a page; useful in fakes.</summary>
    /// <param name="values">The page's values in the service's order.</param>
    /// <param name="continuationToken">Where the next page starts; <see langword="null"/> on the last one.</param>
    /// <param name="totalCount">How many values the service says it has in all, if it says so.</param>
    public Page(IReadOnlyList<T> values, string? continuationToken = null, long? totalCount = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
        TotalCount = totalCount;
    }

    /// <summary>The page's values in the service's order.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next page starts, to be handed to <see cref="AsyncPageable{T}.AsPages"/>, also by another process; <see langword="null"/> on the last page.</summary>
    public string? ContinuationToken { get; }

    /// <summary>How many values the service says it has in all; <see langword="null"/> when it does not say.</summary>
    public long? TotalCount { get; }
}
