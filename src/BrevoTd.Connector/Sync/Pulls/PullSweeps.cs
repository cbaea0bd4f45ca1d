using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>The ways to read everything that is new.</summary>
internal static class PullSweeps
{
    private const int MaxRestarts = 5;

    /// <summary>Days of a log before which this machine's clock may be ahead of Brevo's.</summary>
    private static readonly TimeSpan s_clockMargin = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_logHistory = TimeSpan.FromDays(90);
    private static readonly TimeSpan s_eventHistory = TimeSpan.FromDays(180);
    private static readonly TimeSpan s_window = TimeSpan.FromDays(30);

    /// <summary>Records that changed since the sweep before began.</summary>
    public static IAsyncEnumerable<PullStep<T>> Changes<T>(
        PullSource source,
        PullListing<T> listing,
        PullCursor cursor,
        PullOptions options,
        CancellationToken cancellationToken
    ) => ListAsync(source, listing, cursor, options, isSnapshot: false, cancellationToken);

    /// <summary>Everything, each time.</summary>
    public static IAsyncEnumerable<PullStep<T>> Everything<T>(
        PullSource source,
        PullListing<T> listing,
        PullCursor cursor,
        PullOptions options,
        CancellationToken cancellationToken
    ) => ListAsync(source, listing, cursor, options, isSnapshot: true, cancellationToken);

    /// <summary>A log that is listed by days, oldest first.</summary>
    public static async IAsyncEnumerable<PullStep<T>> Days<T>(
        PullSource source,
        PullListing<T> listing,
        PullCursor cursor,
        PullOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (cursor.SweptAt is null)
        {
            var now = PullSource.Trim(source.Now - s_clockMargin);
            var until = Midnight(now);
            cursor = new PullCursor
            {
                Since = cursor.Since ?? Midnight(now - (options.History ?? s_logHistory)),
                SweptAt = now,
                Until = until,
                IsComplete = cursor.Since is null,
            };
        }

        var (sweptAt, end) = (cursor.SweptAt!.Value, cursor.Until ?? Midnight(cursor.SweptAt.Value));
        var overlap = TimeSpan.FromDays(Math.Ceiling(options.EventOverlap.TotalDays));
        var next = new PullCursor { Since = Earlier(end - overlap, end) };
        var pages = listing(source, cursor.Since, end, cursor.Token, options.PageSize, cancellationToken);
        await foreach (var (page, isLast) in WithEnd(pages, cancellationToken).ConfigureAwait(false))
        {
            var at = cursor;
            cursor = cursor with { Token = page.ContinuationToken };
            yield return new PullStep<T>
            {
                Records = page.Values,
                At = at,
                Next = isLast ? next : cursor,
                IsLast = isLast,
                SweptAt = sweptAt,
                IsComplete = cursor.IsComplete,
                // Brevo's days may begin elsewhere than those of UTC.
                Horizon = next.Since - TimeSpan.FromDays(1),
            };
        }
    }

    /// <summary>Events that are listed by time, newest first: in parts, each of which is read again when events come into it meanwhile, because there is no other way to tell what has moved.</summary>
    public static async IAsyncEnumerable<PullStep<T>> Windows<T>(
        PullSource source,
        PullListing<T> listing,
        PullCursor cursor,
        PullOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (cursor.SweptAt is null)
        {
            var now = PullSource.Trim(source.Now - s_clockMargin);
            cursor = new PullCursor
            {
                Since = cursor.Since ?? now - (options.History ?? s_eventHistory),
                SweptAt = now,
                Until = now,
                IsComplete = cursor.Since is null,
            };
        }

        var (sweptAt, until) = (cursor.SweptAt!.Value, cursor.Until ?? cursor.SweptAt.Value);
        var horizon = Earlier(until - options.EventOverlap, until);
        var restarts = 0;
        var isAgain = false;
        while (true)
        {
            var start = cursor.WindowStart ?? cursor.Since!.Value;
            var end = start + s_window;
            var isLastWindow = end >= until;
            // Both ends count, so parts that touch would share a millisecond.
            end = isLastWindow ? until : end - TimeSpan.FromMilliseconds(1);
            var count = cursor.WindowCount;
            var isStart = cursor.Token is null;
            var again = false;
            var pages = listing(source, start, end, cursor.Token, options.PageSize, cancellationToken);
            await foreach (var (page, isLast) in WithEnd(pages, cancellationToken).ConfigureAwait(false))
            {
                count ??= page.TotalCount;
                again = !isStart && page.TotalCount != count && restarts < MaxRestarts;
                if (again)
                {
                    break;
                }

                var at = cursor with { WindowStart = start, WindowCount = isStart ? null : count };
                cursor =
                    !isLast ? cursor with { WindowStart = start, WindowCount = count, Token = page.ContinuationToken }
                    : isLastWindow ? new PullCursor { Since = horizon }
                    : cursor with { WindowStart = end + TimeSpan.FromMilliseconds(1), WindowCount = null, Token = null };
                yield return new PullStep<T>
                {
                    Records = page.Values,
                    At = at,
                    Next = cursor,
                    IsLast = isLast && isLastWindow,
                    SweptAt = sweptAt,
                    IsComplete = at.IsComplete,
                    Horizon = horizon,
                    StartsWindow = isStart,
                    StartsAgain = isStart && isAgain,
                };
                isStart = false;
            }

            isAgain = again;
            if (again)
            {
                restarts++;
                cursor = cursor with { WindowStart = start, WindowCount = null, Token = null };
            }
            else if (isLastWindow)
            {
                yield break;
            }
        }
    }

    private static async IAsyncEnumerable<PullStep<T>> ListAsync<T>(
        PullSource source,
        PullListing<T> listing,
        PullCursor cursor,
        PullOptions options,
        bool isSnapshot,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // A sweep over changes that is under way cannot become one over everything.
        if (cursor.SweptAt is null || (options.CompleteSweep && !cursor.IsComplete))
        {
            var since = isSnapshot || options.CompleteSweep ? null : cursor.Since;
            cursor = new PullCursor
            {
                Since = since,
                IsComplete = since is null,
                PreviousSweptAt = cursor.PreviousSweptAt,
            };
            source.Mark();
        }

        var sweptAt = cursor.SweptAt;
        var restarts = 0;
        var token = cursor.Token;
        var isDone = false;
        while (!isDone)
        {
            var pages = WithEnd(listing(source, cursor.Since, null, token, options.PageSize, cancellationToken), cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await using var ending = pages.ConfigureAwait(false);
            while (!isDone)
            {
                try
                {
                    if (!await pages.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (ListingChangedException) when (restarts++ < MaxRestarts)
                {
                    // The place is lost: from the beginning. The sweep began when it began.
                    token = null;
                    break;
                }

                var (page, isLast) = pages.Current;
                var began = sweptAt ??= After(cursor.PreviousSweptAt, source.Marked);
                var second = began.AddTicks(-(began.Ticks % TimeSpan.TicksPerSecond));
                var horizon = isSnapshot ? (DateTimeOffset?)null : Earlier(second - options.Overlap, second);
                isDone = isLast;
                var at = cursor with { SweptAt = began, Token = token };
                token = page.ContinuationToken;
                yield return new PullStep<T>
                {
                    Records = page.Values,
                    At = at,
                    Next = isLast
                        ? new PullCursor { Since = horizon, PreviousSweptAt = began }
                        : cursor with
                        {
                            SweptAt = began,
                            Token = page.ContinuationToken,
                        },
                    IsLast = isLast,
                    SweptAt = began,
                    IsComplete = cursor.IsComplete,
                    Horizon = horizon,
                };
            }
        }
    }

    /// <summary>Brevo's clock tells whole seconds. Rows of two sweeps within one must differ all the same, or what vanished in between would count as seen.</summary>
    private static DateTimeOffset After(DateTimeOffset? previous, DateTimeOffset marked) =>
        previous is { } last && marked <= last ? last.AddMilliseconds(1) : marked;

    /// <summary>Pages, each with whether it is the last; a listing without any has one without values.</summary>
    private static async IAsyncEnumerable<(Page<T> Page, bool IsLast)> WithEnd<T>(
        IAsyncEnumerable<Page<T>> pages,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return (page, page.ContinuationToken is null);
            if (page.ContinuationToken is null)
            {
                yield break;
            }
        }

        yield return (new Page<T>([]), true);
    }

    private static DateTimeOffset Midnight(DateTimeOffset moment) => new(moment.UtcDateTime.Date, TimeSpan.Zero);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
