using System.Collections;
using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.TreasureData;

internal sealed partial class TableStore
{
    /// <summary>The most columns that rows of streaming imports may make (reference §5.3).</summary>
    public const int StreamingColumns = 512;

    /// <summary>The most columns that rows of bulk imports may make.</summary>
    public const int BulkColumns = 4096;

    /// <summary>
    /// Adds rows, all or none, after fitting the schema to them: a new key becomes a column; a column whose type cannot hold a value becomes wider.
    /// With an <paramref name="id"/> that the table has seen, nothing is added and the MD5 of what came with it then is returned; otherwise null.
    /// <paramref name="pieces"/> are enumerated twice, so that rows that do not fit into memory can be read twice.
    /// </summary>
    /// <exception cref="TdException">404: no such table; 422: more columns than <paramref name="maximumColumns"/>.</exception>
    public async Task<string?> ImportAsync(
        string database,
        string name,
        IEnumerable<ImportRows> pieces,
        int maximumColumns,
        ImportId? id,
        CancellationToken cancellationToken
    )
    {
        var table = Table(database, name);
        using var gate = await EnterAsync(table.Id, cancellationToken).ConfigureAwait(false);
        if (id is not null && _importIds.TryGetValue((table.Id, id.Id), out var known))
            return known;
        await Task.Run(
                () => AddAsync(Table(database, name), pieces, maximumColumns, clock.GetUtcNow(), cancellationToken),
                cancellationToken
            )
            .ConfigureAwait(false);
        Remember(table.Id, id);
        return null;
    }

    /// <param name="table">As it is now.</param>
    /// <param name="pieces">Enumerated twice.</param>
    /// <param name="maximumColumns">The most columns that the rows may make.</param>
    /// <param name="at">When the rows become visible; columns that they make follow after the delay of the schema.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    private async Task AddAsync(
        TableState table,
        IEnumerable<ImportRows> pieces,
        int maximumColumns,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var plan = Plan(table, pieces);
        CheckColumns(table, plan, maximumColumns);
        var isHidden = delay.Schema > TimeSpan.Zero;
        if (plan.Changes is { Count: > 0 } changes)
            await RunAsync(engine.ChangeColumnsAsync(table.Database, table.Name, changes, [], isHidden, cancellationToken))
                .ConfigureAwait(false);
        var added = await engine
            .AppendAsync(table.Database, table.Name, plan.Names, plan.Values(pieces), cancellationToken)
            .ConfigureAwait(false);
        if (added == 0)
            return;
        IReadOnlyList<ColumnState> columns = isHidden
            ?
            [
                .. plan.Columns.Select(
                    (column, index) => index < table.Columns.Count ? column : column with { VisibleAt = at + delay.Schema }
                ),
            ]
            : plan.Columns;
        _hasHidden |= isHidden && columns.Count > table.Columns.Count;
        Update(table.Database, table.Name, state => state with { Columns = columns, LastImport = at });
    }
}
