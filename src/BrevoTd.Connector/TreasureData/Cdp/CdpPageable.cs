using System.Net;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A listing of the CDP API by cursor; the continuation token is what the service calls the next page: a cursor, or a path with one.</summary>
/// <param name="operation">The operation, for errors.</param>
/// <param name="path">Path of the first page.</param>
/// <param name="fetch">Fetches a page by its path.</param>
/// <param name="callerToken">The token of the method that returned the listing; honoured beside that of the enumeration.</param>
internal sealed class CdpPageable<T>(
    ServiceOperation operation,
    string path,
    Func<string, CancellationToken, Task<CdpList<T>>> fetch,
    CancellationToken callerToken
) : AsyncPageable<T>
    where T : class, ICdpEntity<T>
{
    private const int MaxPageSize = 100;

    // Brackets are escaped: not every proxy lets them through.
    private const string After = "page%5Bafter%5D";
    private const string Size = "page%5Bsize%5D";

    public override async IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (pageSizeHint is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSizeHint), pageSizeHint, "A page has at least one value.");
        }

        long? size = pageSizeHint is { } hint ? Math.Min(hint, MaxPageSize) : null;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        var position = continuationToken;
        while (true)
        {
            var list = await fetch(PathOf(position, size), both.Token).ConfigureAwait(false);
            yield return new Page<T>(list.Values, list.NextPage, list.Count);
            if (list.NextPage is null)
            {
                yield break;
            }

            if (list.NextPage == position)
            {
                throw new UnexpectedAnswerException(
                    TreasureDataService.Name,
                    operation.Name,
                    HttpStatusCode.OK,
                    $"Treasure Data's answer to {operation.Name} names itself as its next page, so the listing would never end."
                );
            }

            position = list.NextPage;
        }
    }

    // Only the path of an address is taken: pages are fetched from the host that the options name.
    private string PathOf(string? position, long? size) =>
        position is null ? new QueryString(path).Add(Size, size).ToString()
        : position.StartsWith('/') ? position.TrimStart('/')
        : Uri.TryCreate(position, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? address.PathAndQuery.TrimStart('/')
        : new QueryString(path).Add(After, position).Add(Size, size).ToString();
}
