using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Batching;

/// <summary>A data reader as a sequence: the same record again and again, each time on the next row.</summary>
internal static class DataReaderRecords
{
    public static async IAsyncEnumerable<IDataRecord> ReadAsync(
        DbDataReader reader,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return reader;
        }
    }

    /// <summary>A reader that can only be read by the caller's thread.</summary>
    public static IEnumerable<IDataRecord> Read(IDataReader reader)
    {
        while (reader.Read())
        {
            yield return reader;
        }
    }

    public static async IAsyncEnumerable<T> OfAsync<T>(IEnumerable<T> records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }
}
