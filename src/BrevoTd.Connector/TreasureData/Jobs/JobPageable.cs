using System.Globalization;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A listing of jobs by first and last position; the continuation token is the next position.</summary>
internal sealed class JobPageable<T>(Func<int, int, CancellationToken, Task<IReadOnlyList<T>>> fetch, CancellationToken callerToken)
    : AsyncPageable<T>
    where T : TdJob
{
    private const int DefaultPageSize = 100;

    public override async IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var from = ParseToken(continuationToken);
        var size = pageSizeHint ?? DefaultPageSize;
        if (size <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSizeHint), pageSizeHint, "A page has at least one value.");
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        var before = new HashSet<TdJobId>();
        while (true)
        {
            // No page but an empty one is taken for the last: the service says neither a total nor how many jobs it gives at most.
            var jobs = await fetch(from, from + size - 1, both.Token).ConfigureAwait(false);
            if (jobs.Count == 0)
            {
                yield break;
            }

            from += jobs.Count;
            var page = jobs.Where(job => job.JobId is not { } id || !before.Contains(id)).ToList();
            before.Clear();
            before.UnionWith(jobs.Where(static job => job.JobId is not null).Select(static job => job.JobId!.Value));
            yield return new Page<T>(page, from.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static int ParseToken(string? token)
    {
        if (token is null)
        {
            return 0;
        }

        return int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from
            : throw new ArgumentException(
                "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
                nameof(token)
            );
    }
}
