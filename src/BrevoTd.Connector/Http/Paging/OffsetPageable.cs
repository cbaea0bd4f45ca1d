using System.Globalization;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Http;

/// <summary>A listing by <c>offset</c> and <c>limit</c>; the continuation token is the next offset.</summary>
/// <param name="maxPageSize">The endpoint's maximum of values per request.</param>
/// <param name="fetch">Fetches the values from an offset on.</param>
/// <param name="callerToken">The token of the method that returned the listing; honoured beside that of the enumeration.</param>
internal sealed class OffsetPageable<T>(
    int maxPageSize,
    Func<long, int, CancellationToken, Task<OffsetPageable<T>.Slice>> fetch,
    CancellationToken callerToken
) : AsyncPageable<T>
{
    internal readonly record struct Slice(IReadOnlyList<T>? Values, long? TotalCount);

    public override async IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var offset = ParseToken(continuationToken);
        if (pageSizeHint is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSizeHint), pageSizeHint, "A page has at least one value.");
        }

        var limit = Math.Min(pageSizeHint ?? maxPageSize, maxPageSize);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        while (true)
        {
            var slice = await fetch(offset, limit, both.Token).ConfigureAwait(false);
            var values = slice.Values ?? [];
            offset += values.Count;

            // A service may answer with fewer values than asked for although more exist, so the total decides where there is one.
            var isLast = values.Count == 0 || (slice.TotalCount is { } total ? offset >= total : values.Count < limit);
            yield return new Page<T>(values, isLast ? null : offset.ToString(CultureInfo.InvariantCulture), slice.TotalCount);
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static long ParseToken(string? token)
    {
        if (token is null)
        {
            return 0;
        }

        return long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new ArgumentException(
                "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
                nameof(token)
            );
    }
}
