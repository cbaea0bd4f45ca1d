using System.Runtime.CompilerServices;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>Rows of a Trino query, wherever its text comes from.</summary>
internal abstract class SqlSource(TdQueryOptions? options) : RecordSource<TdRow>
{
    private IReadOnlyList<string> _order = [];

    public override bool TakesWatermarkColumn => true;

    public override RecordSource<TdRow> OrderedBy(IReadOnlyList<string> columns)
    {
        var ordered = (SqlSource)MemberwiseClone();
        ordered._order = columns;
        return ordered;
    }

    public override async Task<long?> FindNewestAsync(SyncContext context, string column, CancellationToken cancellationToken)
    {
        var (database, sql) = await GetSqlAsync(context, cancellationToken).ConfigureAwait(false);
        var result = context.TreasureData.Jobs.Query(database, TableSql.Newest(sql, column), options);
        await using (((IAsyncDisposable)result).ConfigureAwait(false))
        {
            await foreach (var row in result.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                return row.Int64OrNull("newest");
            }
        }

        return null;
    }

    public override async IAsyncEnumerable<TdRow> ReadAsync(
        SyncContext context,
        SyncWindow window,
        string? column,
        long? sample,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var (database, sql) = await GetSqlAsync(context, cancellationToken).ConfigureAwait(false);
        var result = context.TreasureData.Jobs.Query(database, TableSql.Within(sql, window, column, sample, _order), options);
        await using (((IAsyncDisposable)result).ConfigureAwait(false))
        {
            await foreach (var row in result.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    protected abstract Task<(string Database, string Sql)> GetSqlAsync(SyncContext context, CancellationToken cancellationToken);
}
