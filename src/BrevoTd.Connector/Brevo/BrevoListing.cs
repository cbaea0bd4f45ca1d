using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The one shape that Brevo's listings share: <c>limit</c>, <c>offset</c>, <c>sort</c>, and a <c>count</c> beside the values.</summary>
internal static class BrevoListing
{
    /// <summary>A listing that neither skips nor repeats a value when others are inserted or deleted while it is read.</summary>
    /// <param name="transport">The way to Brevo.</param>
    /// <param name="operation">The listing's operation.</param>
    /// <param name="query">Makes path and filters; called once per page, because a query is filled up for each.</param>
    /// <param name="maxPageSize">The endpoint's maximum of values per request.</param>
    /// <param name="order">Order by creation; <see langword="null"/> where the endpoint has none to choose.</param>
    /// <param name="answerType">Type of one page's answer.</param>
    /// <param name="read">Takes values and count out of the answer.</param>
    /// <param name="key">What a value is recognised by; <see langword="null"/> gives plain offsets.</param>
    /// <param name="cancellationToken">The token of the public method.</param>
    /// <param name="maxQuotaWait">How long a page may wait for quota. Default: without limit, as it befits a sweep.</param>
    public static AsyncPageable<T> Create<TAnswer, T>(
        IServiceTransport transport,
        ServiceOperation operation,
        Func<QueryString> query,
        int maxPageSize,
        SortOrder? order,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, OffsetPageable<T>.Slice> read,
        Func<T, string?>? key,
        CancellationToken cancellationToken,
        TimeSpan? maxQuotaWait = null
    ) =>
        new OffsetPageable<T>(
            maxPageSize,
            async (offset, limit, token) =>
            {
                var path = query().Add("limit", limit).Add("offset", offset).Add("sort", order?.ToWire()).ToString();
                return read(
                    await transport
                        .SendAsync(
                            new ServiceRequest(operation, path) { MaxQuotaWait = maxQuotaWait ?? Timeout.InfiniteTimeSpan },
                            answerType,
                            token
                        )
                        .ConfigureAwait(false)
                );
            },
            key is null ? null : new ListingKey<T>(key, BrevoProfile.Instance.Name, operation.Name),
            cancellationToken
        );

    /// <summary>A listing by plain offsets: it may skip or repeat values when others are inserted or deleted while it is read.</summary>
    public static AsyncPageable<T> Create<TAnswer, T>(
        IServiceTransport transport,
        ServiceOperation operation,
        Func<QueryString> query,
        int maxPageSize,
        SortOrder? order,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, OffsetPageable<T>.Slice> read,
        CancellationToken cancellationToken
    ) => Create(transport, operation, query, maxPageSize, order, answerType, read, null, cancellationToken);
}
