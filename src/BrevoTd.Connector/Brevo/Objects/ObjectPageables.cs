using System.Globalization;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// A listing by page number: the token carries the page's size too, because a number means another place with another size. Records that are pushed onto a later page come once only; those that
/// move to an earlier page, because others were deleted, cannot be followed by page numbers.
/// </summary>
internal sealed class ObjectRecordPageable(
    int maxPageSize,
    Func<long, int, CancellationToken, Task<ObjectRecordListAnswer>> fetch,
    CancellationToken callerToken
) : AsyncPageable<CustomObjectRecord>
{
    public override async IAsyncEnumerable<Page<CustomObjectRecord>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var (number, size) = ParseToken(continuationToken);
        if (pageSizeHint is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSizeHint), pageSizeHint, "A page has at least one value.");
        }

        var limit = size ?? Math.Min(pageSizeHint ?? maxPageSize, maxPageSize);
        var seen = new HashSet<ObjectRecordId>();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        for (; ; number++)
        {
            var answer = await fetch(number, limit, both.Token).ConfigureAwait(false);
            var values = answer.Records ?? [];
            var isLast = values.Count == 0 || (answer.Count is { } total ? number * limit >= total : values.Count < limit);
            yield return new Page<CustomObjectRecord>(
                [.. values.Where(record => record.Identifiers?.Id is not { } id || seen.Add(id))],
                isLast ? null : string.Create(CultureInfo.InvariantCulture, $"{number + 1}x{limit}"),
                answer.Count
            );
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static (long Number, int? Size) ParseToken(string? token)
    {
        if (token is null)
        {
            return (1, null);
        }

        var parts = token.Split('x');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && number > 0
            && size > 0
            ? (number, size)
            : throw new ArgumentException(
                "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
                nameof(token)
            );
    }
}

/// <summary>A listing by <c>offset</c> with a page size that the service fixes, which says itself whether there is more.</summary>
internal sealed class AssociatedRecordPageable(
    Func<long, CancellationToken, Task<AssociatedRecordListAnswer>> fetch,
    CancellationToken callerToken
) : AsyncPageable<AssociatedRecord>
{
    // Brevo counts offsets in whole pages, also when a page is not full.
    private const int PageSize = 20;

    public override async IAsyncEnumerable<Page<AssociatedRecord>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (pageSizeHint is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSizeHint), pageSizeHint, "A page has at least one value.");
        }

        var offset = 0L;
        if (continuationToken is not null && !long.TryParse(continuationToken, NumberStyles.None, CultureInfo.InvariantCulture, out offset))
        {
            throw new ArgumentException(
                "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
                nameof(continuationToken)
            );
        }

        var seen = new HashSet<(string?, ObjectRecordId)>();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        for (; ; offset += PageSize)
        {
            var answer = await fetch(offset, both.Token).ConfigureAwait(false);
            var isLast = answer.HasMore != true;
            yield return new Page<AssociatedRecord>(
                [.. (answer.Items ?? []).Where(record => record.Object?.Id is not { } id || seen.Add((record.Type, id)))],
                isLast ? null : (offset + PageSize).ToString(CultureInfo.InvariantCulture)
            );
            if (isLast)
            {
                yield break;
            }
        }
    }
}
