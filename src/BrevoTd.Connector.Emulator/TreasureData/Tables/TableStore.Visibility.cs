using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>How long after its arrival a streamed row can be queried, and after that a new column appears.</summary>
internal sealed record VisibilityDelay(TimeSpan Rows, TimeSpan Schema)
{
    public static VisibilityDelay None { get; } = new(TimeSpan.Zero, TimeSpan.Zero);
}

internal sealed partial class TableStore
{
    private readonly Queue<PendingRows> _pending = [];
    private readonly SemaphoreSlim _settling = new(1, 1);
    private volatile bool _hasHidden;

    /// <summary>
    /// Takes streamed rows in: what <see cref="ImportAsync"/> does at once without a delay of visibility happens later with one, but an
    /// <paramref name="id"/> counts from now on.
    /// </summary>
    /// <exception cref="TdException">404: no such table; 422: too many columns.</exception>
    public async Task<string?> ReceiveAsync(
        string database,
        string name,
        ImportRows rows,
        ImportId? id,
        CancellationToken cancellationToken
    )
    {
        if (delay.Rows == TimeSpan.Zero)
            return await ImportAsync(database, name, [rows], StreamingColumns, id, cancellationToken).ConfigureAwait(false);
        var table = Table(database, name);
        using var gate = await EnterAsync(table.Id, cancellationToken).ConfigureAwait(false);
        if (id is not null && _importIds.TryGetValue((table.Id, id.Id), out var known))
            return known;
        CheckColumns(table, Plan(table, [rows]), StreamingColumns);
        lock (_gate)
        {
            _pending.Enqueue(new PendingRows(table.Id, rows, clock.GetUtcNow() + delay.Rows));
        }

        Remember(table.Id, id);
        return null;
    }

    /// <summary>Makes visible whatever is due by the clock. Called before everything that looks at tables, so no timer is needed.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => SettleAsync(clock.GetUtcNow(), isStopping: false, cancellationToken);

    /// <summary>Makes all rows visible that have arrived: nothing that was acknowledged is lost by a stop.</summary>
    public Task SettleAllAsync(CancellationToken cancellationToken) =>
        SettleAsync(DateTimeOffset.MaxValue, isStopping: true, cancellationToken);

    /// <summary>Hides again, after a start, the columns that are not due yet.</summary>
    public async Task RestoreHiddenAsync(CancellationToken cancellationToken)
    {
        foreach (var table in AllTables().Where(table => table.Columns.Any(column => column.VisibleAt is not null)))
        {
            _hasHidden = true;
            await SyncHiddenAsync(table, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SettleAsync(DateTimeOffset time, bool isStopping, CancellationToken cancellationToken)
    {
        if (!_hasHidden && !HasPending())
            return;
        await _settling.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (NextDue(time) is { } due)
            {
                if (AllTables().FirstOrDefault(table => table.Id == due.Table) is { } table)
                    await AddDueAsync(table, due, cancellationToken).ConfigureAwait(false);
            }

            if (_hasHidden && !isStopping)
                await RevealAsync(time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _settling.Release();
        }
    }

    private async Task AddDueAsync(TableState table, PendingRows due, CancellationToken cancellationToken)
    {
        using var gate = await EnterAsync(table.Id, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var at = due.At < now ? due.At : now;
        await AddAsync(Table(table.Database, table.Name), [due.Rows], BulkColumns, at, cancellationToken).ConfigureAwait(false);
    }

    private async Task RevealAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var left = false;
        foreach (var table in AllTables())
        {
            if (table.Columns.All(column => column.VisibleAt is null))
                continue;
            Update(
                table.Database,
                table.Name,
                state => state with { Columns = [.. state.Columns.Select(c => c.VisibleAt <= time ? c with { VisibleAt = null } : c)] }
            );
            var changed = Table(table.Database, table.Name);
            left |= changed.Columns.Any(column => column.VisibleAt is not null);
            await SyncHiddenAsync(changed, cancellationToken).ConfigureAwait(false);
        }

        _hasHidden = left;
    }

    private Task SyncHiddenAsync(TableState table, CancellationToken cancellationToken) =>
        engine.SetHiddenAsync(
            table.Database,
            table.Name,
            [.. table.Columns.Where(column => column.VisibleAt is not null).Select(column => column.Alias)],
            cancellationToken
        );

    private bool HasPending()
    {
        lock (_gate)
        {
            return _pending.Count > 0;
        }
    }

    private PendingRows? NextDue(DateTimeOffset time)
    {
        lock (_gate)
        {
            return _pending.TryPeek(out var next) && next.At <= time ? _pending.Dequeue() : null;
        }
    }

    private List<TableState> AllTables()
    {
        lock (_gate)
        {
            return [.. _tables.Values];
        }
    }

    private void Remember(long table, ImportId? id)
    {
        if (id is null)
            return;
        _importIds[(table, id.Id)] = id.Md5;
        _importLog.Append(new ImportEntry(table, id.Id, id.Md5));
    }

    private ImportPlan Plan(TableState table, IEnumerable<ImportRows> pieces)
    {
        var plan = new ImportPlan(table.Columns, engine.FindTable(table.Database, table.Name) ?? []);
        foreach (var piece in pieces)
            plan.Include(piece);
        return plan;
    }

    private static void CheckColumns(TableState table, ImportPlan plan, int maximumColumns)
    {
        if (plan.Columns.Count > Math.Max(maximumColumns, table.Columns.Count))
            throw TdException.Invalid(
                $"Table {table.Database}.{table.Name} would have {plan.Columns.Count} columns; the limit is {maximumColumns}"
            );
    }

    private sealed record PendingRows(long Table, ImportRows Rows, DateTimeOffset At);
}
