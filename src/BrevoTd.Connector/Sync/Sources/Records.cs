using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Sync;

/// <summary>Turns what users have at hand into records that are read one after another.</summary>
internal static class Records
{
    public static async IAsyncEnumerable<T> OfAsync<T>(IEnumerable<T> records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    public static async IAsyncEnumerable<IDataRecord> OfReaderAsync(
        Func<SyncWindow, CancellationToken, Task<DbDataReader>> open,
        SyncWindow window,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reader = await open(window, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return reader;
            }
        }
    }

    public static async IAsyncEnumerable<T> TakeAsync<T>(
        IAsyncEnumerable<T> records,
        long count,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (count <= 0)
        {
            yield break;
        }

        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return record;
            if (--count == 0)
            {
                yield break;
            }
        }
    }
}
