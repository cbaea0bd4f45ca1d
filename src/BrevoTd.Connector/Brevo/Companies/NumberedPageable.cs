using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// A listing by the number of a page, from 1. Neither its total nor its maximum page size is known, so the end is a page that is shorter than those before
/// it, and never one that is only shorter than what was asked for.
/// </summary>
/// <param name="operation">The listing's operation.</param>
/// <param name="pageSize">Values per request, unless the enumeration asks for another number.</param>
/// <param name="key">What a value is recognised by: a page that comes twice is no end.</param>
/// <param name="fetch">Fetches a page of a size.</param>
/// <param name="callerToken">The token of the method that returned the listing.</param>
internal sealed class NumberedPageable<T>(
    ServiceOperation operation,
    int pageSize,
    Func<T, string?> key,
    Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> fetch,
    CancellationToken callerToken
) : AsyncPageable<T>
{
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

        var (number, limit) = Start(continuationToken, pageSizeHint ?? pageSize);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        var full = CrmListing.DefaultPageSize;
        string? previous = null;
        while (true)
        {
            var values = await fetch(number, limit, both.Token).ConfigureAwait(false);
            var first = values.Count == 0 ? null : key(values[0]);
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
            number++;
            var isLast = values.Count == 0 || values.Count < Math.Min(limit, full);
            full = Math.Max(full, values.Count);

            // The number of a page means something only together with the size of the pages.
            yield return new Page<T>(values, isLast ? null : string.Create(CultureInfo.InvariantCulture, $"{number}x{limit}"));
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static (long Number, int Limit) Start(string? token, int limit)
    {
        if (token is null)
        {
            return (1, limit);
        }

        var parts = token.Split('x');
        if (
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
            && limit > 0
        )
        {
            return (number, limit);
        }

        throw new ArgumentException(
            "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
            nameof(token)
        );
    }
}
