using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The one shape that Brevo's listings share: <c>limit</c>, <c>offset</c>, <c>sort</c>, and a <c>count</c> beside the values.</summary>
internal static class BrevoListing
{
    /// <param name="transport">The way to Brevo.</param>
    /// <param name="operation">The listing's operation.</param>
    /// <param name="query">Makes path and filters; called once per page, because a query is filled up for each.</param>
    /// <param name="maxPageSize">The endpoint's maximum of values per request.</param>
    /// <param name="order">Order by creation.</param>
    /// <param name="answerType">Type of one page's answer.</param>
    /// <param name="read">Takes values and count out of the answer.</param>
    /// <param name="cancellationToken">The token of the public method.</param>
    public static AsyncPageable<T> Create<TAnswer, T>(
        IServiceTransport transport,
        ServiceOperation operation,
        Func<QueryString> query,
        int maxPageSize,
        SortOrder order,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, OffsetPageable<T>.Slice> read,
        CancellationToken cancellationToken
    ) =>
        new OffsetPageable<T>(
            maxPageSize,
            async (offset, limit, token) =>
            {
                var path = query().Add("limit", limit).Add("offset", offset).Add("sort", order.ToWire()).ToString();
                return read(await transport.SendAsync(new ServiceRequest(operation, path), answerType, token).ConfigureAwait(false));
            },
            cancellationToken
        );
}
