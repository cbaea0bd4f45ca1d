using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Http;

/// <summary>A listing by <c>offset</c> and <c>limit</c>.</summary>
/// <remarks>
/// With a key, every page begins with the last value of the page before: where it is not there, something was inserted or deleted in front of it, and the place
/// is searched for, page by page in both directions. So a value that is listed during the whole sweep is yielded exactly once, also by a sweep that continues
/// in another process; a value that appears behind the place is yielded, one that appears in front of it may not be. That holds for every listing whose values
/// keep their relative order. Without a key, offsets are all there is, and a sweep may skip and repeat when the listing changes.
/// </remarks>
/// <param name="maxPageSize">The endpoint's maximum of values per request.</param>
/// <param name="fetch">Fetches the values from an offset on.</param>
/// <param name="key">What values are recognised by, if anything; a value that has no key is yielded where it stands.</param>
/// <param name="callerToken">The token of the method that returned the listing; honoured beside that of the enumeration.</param>
internal sealed class OffsetPageable<T>(
    int maxPageSize,
    Func<long, int, CancellationToken, Task<OffsetPageable<T>.Slice>> fetch,
    ListingKey<T>? key,
    CancellationToken callerToken
) : AsyncPageable<T>
{
    /// <summary>How far two pages of a search overlap, because values may move while it is under way.</summary>
    private const int SearchOverlap = 20;

    /// <summary>A listing whose values cannot be recognised.</summary>
    public OffsetPageable(int maxPageSize, Func<long, int, CancellationToken, Task<Slice>> fetch, CancellationToken callerToken)
        : this(maxPageSize, fetch, null, callerToken) { }

    internal readonly record struct Slice(IReadOnlyList<T>? Values, long? TotalCount);

    public override async IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (!ListingWindow.TryOpen(continuationToken, out var offset, out var window))
        {
            throw new ArgumentException(
                "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
                nameof(continuationToken)
            );
        }

        if (pageSizeHint is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSizeHint), pageSizeHint, "A page has at least one value.");
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        while (true)
        {
            var overlap = window.IsEmpty || offset == 0 ? 0 : 1;
            var limit = (int)Math.Min((long)(pageSizeHint ?? maxPageSize) + overlap, maxPageSize);
            var (start, slice) = (offset - overlap, await fetch(offset - overlap, limit, both.Token).ConfigureAwait(false));
            var added = slice.Values ?? [];
            var isStuck = added.Count <= overlap;
            if (key is not null)
            {
                var joined = window.Join(added, key.Of, isStart: window.IsEmpty);
                if (joined is null && slice is { Values: null or { Count: 0 }, TotalCount: 0 })
                {
                    joined = [];
                }
                else if (joined is null)
                {
                    isStuck = false;
                    (start, slice, joined) = await SearchAsync(window, start, slice, limit, both.Token).ConfigureAwait(false);
                }

                added = joined;
            }

            // A service may answer with fewer values than asked for although more exist, so the total decides where there is one.
            var count = slice.Values?.Count ?? 0;
            var end = start + count;
            var isLast = count == 0 || (isStuck && added.Count == 0) || (slice.TotalCount is { } total ? end >= total : count < limit);
            offset = end;
            yield return new Page<T>(added, isLast ? null : window.ToToken(offset), slice.TotalCount);
            if (isLast)
            {
                yield break;
            }
        }
    }

    /// <summary>Looks for the page on which the sweep goes on, after one that shows nothing of what was yielded before.</summary>
    private async Task<(long Start, Slice Slice, List<T> Added)> SearchAsync(
        ListingWindow window,
        long start,
        Slice slice,
        int limit,
        CancellationToken cancellationToken
    )
    {
        // A page of a search must be larger than its overlap, or the search would not move.
        limit = Math.Min(maxPageSize, Math.Max(limit, 4 * SearchOverlap));
        var overlap = Math.Min(SearchOverlap, limit / 2);
        var isSecond = false;
        var total = slice.TotalCount;
        var low = Math.Min(start, total ?? start);
        var high = start + (slice.Values?.Count ?? 0);
        bool left;
        bool right;
        do
        {
            left = low > 0;
            if (left)
            {
                low = Math.Max(0, low - (limit - overlap));
                var before = await fetch(low, limit, cancellationToken).ConfigureAwait(false);
                total = before.TotalCount;
                if (window.Join(before.Values ?? [], key!.Of, isStart: false) is { } added)
                {
                    return (low, before, added);
                }
            }

            right = total is null || high < total;
            if (right)
            {
                var from = Math.Max(0, high - overlap);
                var after = await fetch(from, limit, cancellationToken).ConfigureAwait(false);
                total = after.TotalCount;
                if (window.Join(after.Values ?? [], key!.Of, isStart: false) is { } added)
                {
                    return (from, after, added);
                }

                var reached = from + (after.Values?.Count ?? 0);
                (right, high) = (reached > high, Math.Max(high, reached));
            }

            // What moves while it is searched for may be missed: the second search is a pass from the beginning.
            if (!left && !right && !isSecond)
            {
                (isSecond, high, right) = (true, 0, true);
            }
        } while (left || right);

        // Nothing of what was yielded is left. Where all of it is known, everything that is listed now is new.
        var first = await fetch(0, limit, cancellationToken).ConfigureAwait(false);
        if (first.Values is not { Count: > 0 } values)
        {
            return (0, first, []);
        }

        return (
            0,
            first,
            window.Join(values, key!.Of, isStart: window.IsComplete) ?? throw new ListingChangedException(key.Service, key.Operation)
        );
    }
}
