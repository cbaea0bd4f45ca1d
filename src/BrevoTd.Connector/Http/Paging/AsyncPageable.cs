using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Http;

/// <summary>
/// A listing that is fetched page by page while it is enumerated. Enumerate it directly for the values, or <see cref="AsPages"/> to see page
/// borders and to continue a listing that was interrupted. Every enumeration starts anew; nothing is fetched before the first value is asked for.
/// </summary>
/// <typeparam name="T">Type of the listed values.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
{
    /// <summary>Enumerates page by page.</summary>
    /// <param name="continuationToken">A token of an earlier page to start after it; <see langword="null"/> starts at the beginning.</param>
    /// <param name="pageSizeHint">Values per request; lowered to the endpoint's maximum. <see langword="null"/> means that maximum.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ConnectorException">A page could not be fetched.</exception>
    public abstract IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages(null, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var value in page.Values)
            {
                yield return value;
            }
        }
    }

    /// <summary>A listing over pages that are there already, for fakes.</summary>
    /// <param name="pages">The pages in order.</param>
    public static AsyncPageable<T> FromPages(IEnumerable<Page<T>> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new StaticPageable(pages);
    }

    private sealed class StaticPageable(IEnumerable<Page<T>> pages) : AsyncPageable<T>
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(
            string? continuationToken = null,
            int? pageSizeHint = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            var skipping = continuationToken is not null;
            foreach (var page in pages)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!skipping)
                {
                    yield return page;
                }
                else if (page.ContinuationToken == continuationToken)
                {
                    skipping = false;
                }
            }

            await Task.CompletedTask.ConfigureAwait(false);
        }
    }
}
