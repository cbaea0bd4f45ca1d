using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Adjacent rows of one key as one record. A sample has whole groups.</summary>
internal sealed class GroupedSource<TRow>(
    RecordSource<TRow> rows,
    Func<IAsyncEnumerable<TRow>, CancellationToken, IAsyncEnumerable<RowGroup<TRow>>> group
) : RecordSource<RowGroup<TRow>>
{
    public override string Description => rows.Description + ", in groups";

    public override bool TakesWatermarkColumn => rows.TakesWatermarkColumn;

    public override Task<long?> FindNewestAsync(SyncContext context, string column, CancellationToken cancellationToken) =>
        rows.FindNewestAsync(context, column, cancellationToken);

    public override IAsyncEnumerable<RowGroup<TRow>> ReadAsync(
        SyncContext context,
        SyncWindow window,
        string? column,
        long? sample,
        CancellationToken cancellationToken
    )
    {
        var groups = group(rows.ReadAsync(context, window, column, sample: null, cancellationToken), cancellationToken);
        return sample is { } count ? Records.TakeAsync(groups, count, cancellationToken) : groups;
    }
}
