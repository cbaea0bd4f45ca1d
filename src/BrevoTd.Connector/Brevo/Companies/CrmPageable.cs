using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// A listing of the CRM, by <c>offset</c> or by <c>page</c>. Neither its total nor its maximum page size is known, so the end is a page that is shorter
/// than those before it, and never one that is only shorter than what was asked for.
/// </summary>
/// <param name="operation">The listing's operation.</param>
/// <param name="pageSize">Values per request, unless the enumeration asks for another number.</param>
/// <param name="byPage">Whether the service counts pages (from 1), not values (from 0).</param>
/// <param name="idOf">Id of a value, by which a page that comes twice is known.</param>
/// <param name="fetch">Fetches the values of a position.</param>
/// <param name="callerToken">The token of the method that returned the listing.</param>
internal sealed class CrmPageable<T>(
    ServiceOperation operation,
    int pageSize,
    bool byPage,
    Func<T, string?> idOf,
    Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> fetch,
    CancellationToken callerToken
) : AsyncPageable<T>
{
    /// <summary>How many values Brevo answers when it is not told.</summary>
    public const int DefaultPageSize = 50;

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

        var (position, limit) = Start(continuationToken, pageSizeHint ?? pageSize);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        var full = DefaultPageSize;
        string? previous = null;
        while (true)
        {
            var values = await fetch(position, limit, both.Token).ConfigureAwait(false);
            var first = values.Count == 0 ? null : idOf(values[0]);
            if (first is not null && first == previous)
            {
                throw new UnexpectedAnswerException(
                    "Brevo",
                    operation.Name,
                    HttpStatusCode.OK,
                    $"Brevo answered {operation.Name} with the same page twice, so the listing would have no end. Ask for it again with another page size."
                );
            }

            previous = first;
            position += byPage ? 1 : values.Count;
            var isLast = values.Count == 0 || values.Count < Math.Min(limit, full);
            full = Math.Max(full, values.Count);
            yield return new Page<T>(values, isLast ? null : Token(position, limit));
            if (isLast)
            {
                yield break;
            }
        }
    }

    // A number of a page means something only together with the size of the pages.
    private string Token(long position, int limit) =>
        byPage ? string.Create(CultureInfo.InvariantCulture, $"{position}x{limit}") : position.ToString(CultureInfo.InvariantCulture);

    private (long Position, int Limit) Start(string? token, int limit)
    {
        if (token is null)
        {
            return (byPage ? 1 : 0, limit);
        }

        var parts = token.Split('x');
        if (
            parts.Length == (byPage ? 2 : 1)
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && (!byPage || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit > 0)
        )
        {
            return (position, limit);
        }

        throw new ArgumentException(
            "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
            nameof(token)
        );
    }
}
