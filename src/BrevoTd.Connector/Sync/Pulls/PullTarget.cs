using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>The database as a pull uses it.</summary>
internal sealed class PullTarget(TreasureDataClient td, string database)
{
    /// <summary>What Treasure Data's own shipper stays below.</summary>
    private const int MaxRows = 8_000;

    private const int MaxBytes = 8 * 1024 * 1024;

    private static readonly RowMap<SweepRow> s_sweeps = RowMap.From<SweepRow>(static map =>
    {
        _ = map.Time(static (SweepRow row) => (DateTimeOffset?)row.SweptAt);
        _ = map.Column("pull", static (SweepRow row) => row.Pull);
        _ = map.Column("table_name", static (SweepRow row) => row.Table);
        _ = map.Column("swept_at", static (SweepRow row) => LayoutColumns.Moment(row.SweptAt));
        _ = map.Column("is_complete", static (SweepRow row) => (bool?)row.IsComplete);
        _ = map.Column("row_count", static (SweepRow row) => (long?)row.Rows);
    });

    public Task EnsureAsync(TableLayout layout, CancellationToken cancellationToken) => layout.EnsureAsync(td, database, cancellationToken);

    public Task EnsureSweepsAsync(CancellationToken cancellationToken) =>
        td.Tables.EnsureTableAsync(database, TableLayout.SweepsTable, s_sweeps.Columns, cancellationToken: cancellationToken);

    /// <summary>Sends rows. The same rows have the same ids whenever they are sent.</summary>
    public async Task ImportAsync(string table, PullRows rows, CancellationToken cancellationToken)
    {
        foreach (var (bytes, _) in rows.Cut(MaxBytes, MaxRows))
        {
            await td.Tables.ImportAsync(TdImportBody.Create(database, table, bytes), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that a sweep is complete.</summary>
    public async Task NoteSweepAsync(SweepRow row, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        _ = s_sweeps.CreateEncoder().Encode(row, 1, bytes);
        await td
            .Tables.ImportAsync(TdImportBody.Create(database, TableLayout.SweepsTable, bytes.WrittenMemory), cancellationToken)
            .ConfigureAwait(false);
    }

    internal sealed record SweepRow(string Pull, string Table, DateTimeOffset SweptAt, bool IsComplete, long Rows);
}
