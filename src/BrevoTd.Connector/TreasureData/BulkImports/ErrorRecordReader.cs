using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads the error records of a bulk import: gzip of maps back to back, or nothing at all.</summary>
internal static class ErrorRecordReader
{
    private const string Operation = "bulk_imports.error_records";

    /// <summary>Reads to the end, and disposes the body.</summary>
    public static async IAsyncEnumerable<TdMapRow> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // No refused rows may be no bytes at all, which would be no gzip file.
        var peeked = new PeekStream(body, leaveOpen: false);
        await using (peeked.ConfigureAwait(false))
        {
            if (!await peeked.PeekAsync(cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }

            var gzip = new GzipResultStream(peeked, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
            {
                var rows = new TdMapRowReader(gzip, Operation);
                await foreach (var row in rows.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return row;
                }
            }
        }
    }
}
