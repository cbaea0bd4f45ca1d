using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A listing of the CRM by offset. Brevo gives no total and documents no maximum page size.</summary>
internal static class CrmListing
{
    /// <summary>How many values Brevo answers when it is not told.</summary>
    public const int DefaultPageSize = 50;

    /// <param name="operation">The listing's operation.</param>
    /// <param name="pageSize">Values per page.</param>
    /// <param name="key">What a value is recognised by; <see langword="null"/> where the order may change while the listing is read.</param>
    /// <param name="fetch">Fetches values from an offset on.</param>
    /// <param name="cancellationToken">The token of the public method.</param>
    public static AsyncPageable<T> Create<T>(
        ServiceOperation operation,
        int pageSize,
        Func<T, string?>? key,
        Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> fetch,
        CancellationToken cancellationToken
    ) =>
        new OffsetPageable<T>(
            pageSize,
            async (offset, limit, token) =>
                new OffsetPageable<T>.Slice(await FillAsync(offset, limit, fetch, token).ConfigureAwait(false), null),
            key is null ? null : new ListingKey<T>(key, BrevoProfile.Instance.Name, operation.Name),
            cancellationToken
        );

    /// <summary>Fetches a whole page. A service that gives fewer values at a time than it is asked for has not come to its end.</summary>
    private static async Task<IReadOnlyList<T>> FillAsync<T>(
        long offset,
        int limit,
        Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> fetch,
        CancellationToken cancellationToken
    )
    {
        var values = await fetch(offset, limit, cancellationToken).ConfigureAwait(false);
        var last = values.Count;
        while (values.Count < limit && last >= Math.Min(DefaultPageSize, limit))
        {
            var more = await fetch(offset + values.Count, limit - values.Count, cancellationToken).ConfigureAwait(false);
            values = [.. values, .. more];
            last = more.Count;
        }

        return values;
    }
}
