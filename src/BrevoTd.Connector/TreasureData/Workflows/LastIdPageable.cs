using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A listing of the workflow API; the continuation token is the id of the last value of a page.</summary>
/// <param name="fetch">Fetches the values after an id, so many at most.</param>
/// <param name="idOf">The id of a value.</param>
/// <param name="callerToken">The token of the method that returned the listing; honoured beside that of the enumeration.</param>
internal sealed class LastIdPageable<T>(
    Func<string?, int, CancellationToken, Task<IReadOnlyList<T>>> fetch,
    Func<T, string?> idOf,
    CancellationToken callerToken
) : AsyncPageable<T>
{
    private const int DefaultPageSize = 100;

    public override async IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var last = CheckToken(continuationToken);
        if (pageSizeHint is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSizeHint), pageSizeHint, "A page has at least one value.");
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        while (true)
        {
            // Only an empty page is taken for the last one: the service may give fewer values than asked for although more exist.
            var values = await fetch(last, pageSizeHint ?? DefaultPageSize, both.Token).ConfigureAwait(false);
            var next = values.Count == 0 ? null : idOf(values[^1]);
            if (values.Count == 0 || next == last)
            {
                yield break;
            }

            yield return new Page<T>(values, next);
            if (next is null)
            {
                yield break;
            }

            last = next;
        }
    }

    private static string? CheckToken(string? token) =>
        token is null || token.Length > 0 && token.All(char.IsAsciiDigit)
            ? token
            : throw new ArgumentException(
                "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
                nameof(token)
            );
}
