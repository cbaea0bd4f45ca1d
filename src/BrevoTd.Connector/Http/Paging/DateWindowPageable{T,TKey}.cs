using System.Globalization;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Http;

/// <summary>
/// A listing by date that a service answers for a limited number of days only: it is fetched window by window, and by <c>offset</c> and <c>limit</c> within
/// each. What comes twice, because something was added between two pages or because a day was cut elsewhere than at midnight UTC, is left out.
/// </summary>
/// <param name="days">The days to list.</param>
/// <param name="maxDays">How many days one request may cover.</param>
/// <param name="maxPageSize">The endpoint's maximum of values per request.</param>
/// <param name="ascending">Whether the listing runs from the earliest day to the latest.</param>
/// <param name="fetch">Fetches the values of a window from an offset on.</param>
/// <param name="keyOf">What makes a value the same as another one.</param>
/// <param name="dateOf">When the value came to be.</param>
/// <param name="callerToken">The token of the method that returned the listing; honoured beside that of the enumeration.</param>
internal sealed class DateWindowPageable<T, TKey>(
    DateWindow days,
    int maxDays,
    int maxPageSize,
    bool ascending,
    Func<DateWindow, long, int, CancellationToken, Task<OffsetPageable<T>.Slice>> fetch,
    Func<T, TKey> keyOf,
    Func<T, DateTimeOffset?> dateOf,
    CancellationToken callerToken
) : AsyncPageable<T>
    where TKey : notnull
{
    private const string DateFormat = "yyyy-MM-dd";

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

        var limit = Math.Min(pageSizeHint ?? maxPageSize, maxPageSize);
        var (windows, offset) = Remaining(continuationToken);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        HashSet<TKey> lastPage = [];
        HashSet<TKey> border = [];
        for (var i = 0; i < windows.Count; i++)
        {
            var window = windows[i];
            HashSet<TKey> nextBorder = [];
            for (var isLast = false; !isLast; )
            {
                var slice = await fetch(window, offset, limit, both.Token).ConfigureAwait(false);
                var values = slice.Values ?? [];
                offset += values.Count;
                isLast = values.Count == 0 || (slice.TotalCount is { } total ? offset >= total : values.Count < limit);
                var page = new HashSet<TKey>(values.Count);
                var fresh = new List<T>(values.Count);
                foreach (var value in values)
                {
                    var key = keyOf(value);
                    page.Add(key);
                    if (!lastPage.Contains(key) && !border.Contains(key))
                    {
                        fresh.Add(value);
                    }

                    if (i < windows.Count - 1 && IsAtBorder(dateOf(value), window))
                    {
                        nextBorder.Add(key);
                    }
                }

                lastPage = page;
                yield return new Page<T>(fresh, isLast ? Token(windows, i + 1, 0) : Token(windows, i, offset));
            }

            border = nextBorder;
            offset = 0;
        }
    }

    // A service that cuts days in another time zone may answer the events of a border's day for both windows.
    private bool IsAtBorder(DateTimeOffset? date, DateWindow window) =>
        date is not { } moment
        || (
            ascending ? DateOnly.FromDateTime(moment.UtcDateTime) >= window.End : DateOnly.FromDateTime(moment.UtcDateTime) <= window.Start
        );

    private static string? Token(List<DateWindow> windows, int index, long offset) =>
        index < windows.Count
            ? $"{windows[index].Start.ToString(DateFormat, CultureInfo.InvariantCulture)}+{offset.ToString(CultureInfo.InvariantCulture)}"
            : null;

    private (List<DateWindow> Windows, long Offset) Remaining(string? token)
    {
        var windows = days.Split(maxDays, ascending).ToList();
        if (token is null)
        {
            return (windows, 0);
        }

        var parts = token.Split('+');
        if (
            parts.Length == 2
            && DateOnly.TryParseExact(parts[0], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && windows.FindIndex(window => window.Start == start) is >= 0 and var index
        )
        {
            return (windows[index..], offset);
        }

        throw new ArgumentException(
            "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, with the same days and order, or null to start at the beginning.",
            nameof(token)
        );
    }
}
