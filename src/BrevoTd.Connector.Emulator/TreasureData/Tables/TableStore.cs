using System.Collections.Concurrent;
using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>
/// Databases and tables as the API shows them. Rows and SQL types are the engine's; ids, dates, keys and schema types are kept here and brought
/// in line with the engine after every statement that may have changed it.
/// </summary>
internal sealed partial class TableStore(
    SqlEngine engine,
    TimeProvider clock,
    VisibilityDelay delay,
    string? logPath,
    string? importLogPath
) : IDisposable
{
    private const long FirstId = 5_520_001;

    private readonly object _gate = new();
    private readonly JsonLog<CatalogEntry> _log = new(logPath, StateJsonContext.Default.CatalogEntry);
    private readonly JsonLog<ImportEntry> _importLog = new(importLogPath, StateJsonContext.Default.ImportEntry);
    private readonly ConcurrentDictionary<(long Table, string Id), string> _importIds = new();
    private readonly Dictionary<string, DatabaseState> _databases = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Database, string Table), TableState> _tables = [];
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _importGates = new();
    private long _lastId = FirstId - 1;

    public void Open()
    {
        foreach (var entry in _log.Open(KeepLatest))
        {
            if (entry.Database is { } database)
                _databases[database.Name] = database;
            if (entry.Table is { } table)
                _tables[(table.Database, table.Name)] = table;
            _lastId = Math.Max(_lastId, Math.Max(entry.Database?.Id ?? 0, entry.Table?.Id ?? 0));
        }

        Reconcile();
        var tables = _tables.Values.Select(table => table.Id).ToHashSet();
        foreach (var entry in _importLog.Open(entries => entries.FindAll(entry => tables.Contains(entry.Table))))
            _importIds[(entry.Table, entry.Id)] = entry.Md5;
    }

    public void Dispose()
    {
        _log.Dispose();
        _importLog.Dispose();
        _settling.Dispose();
    }

    public IReadOnlyList<DatabaseState> Databases()
    {
        lock (_gate)
        {
            return [.. _databases.Values.OrderBy(database => database.Name, StringComparer.Ordinal)];
        }
    }

    /// <exception cref="TdException">404.</exception>
    public DatabaseState Database(string name)
    {
        lock (_gate)
        {
            return _databases.GetValueOrDefault(name) ?? throw TdException.NotFound($"Couldn't find Database with name = {name}");
        }
    }

    /// <exception cref="TdException">404: no such database.</exception>
    public IReadOnlyList<TableState> Tables(string database)
    {
        Database(database);
        lock (_gate)
        {
            return [.. _tables.Values.Where(table => table.Database == database).OrderBy(table => table.Name, StringComparer.Ordinal)];
        }
    }

    /// <exception cref="TdException">404: no such database or table.</exception>
    public TableState Table(string database, string name)
    {
        Database(database);
        return Find(database, name) ?? throw TdException.NotFound($"Couldn't find Table with name = {name}");
    }

    public TableState? Find(string database, string name)
    {
        lock (_gate)
        {
            return _tables.GetValueOrDefault((database, name));
        }
    }

    public async Task CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        TableNames.Check(name, "Database");
        if (name is "main" or "information_schema" or "pg_catalog")
            throw TdException.NotSupported($"a database named {name}", "The name belongs to the emulator's SQL engine; choose another one");
        if (engine.Databases.Contains(name))
            throw TdException.Conflict($"Database {name} already exists");
        await RunAsync(engine.CreateDatabaseAsync(name, cancellationToken)).ConfigureAwait(false);
        Reconcile();
    }

    public async Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        Database(name);
        await RunAsync(engine.DropDatabaseAsync(name, cancellationToken)).ConfigureAwait(false);
        Reconcile();
    }

    public async Task CreateTableAsync(TableState template, CancellationToken cancellationToken)
    {
        Database(template.Database);
        TableNames.Check(template.Name, "Table");
        if (Find(template.Database, template.Name) is { } existing)
        {
            if (existing.IdempotentKey is { } key && key == template.IdempotentKey)
                return;
            throw TdException.Conflict($"Table {template.Database}.{template.Name} already exists");
        }

        SqlColumn[] columns =
        [
            new("time", "bigint"),
            .. template.Columns.Select(column => new SqlColumn(column.Alias, SqlTypes.ToSql(column.Type))),
        ];
        await RunAsync(engine.CreateTableAsync(template.Database, template.Name, columns, cancellationToken)).ConfigureAwait(false);
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            Keep(template with { Id = ++_lastId, CreatedAt = now, UpdatedAt = now });
        }
    }

    public async Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken)
    {
        Table(database, name);
        await RunAsync(engine.DropTableAsync(database, name, cancellationToken)).ConfigureAwait(false);
        Reconcile();
    }

    public async Task RenameTableAsync(string database, string name, string newName, bool overwrite, CancellationToken cancellationToken)
    {
        Table(database, name);
        TableNames.Check(newName, "Table");
        if (name == newName)
            return;
        if (!overwrite && Find(database, newName) is not null)
            throw TdException.Conflict($"Table {database}.{newName} already exists");
        await RunAsync(engine.RenameTableAsync(database, name, newName, overwrite, cancellationToken)).ConfigureAwait(false);
        lock (_gate)
        {
            if (_tables.Remove((database, newName), out var overwritten))
                _log.Append(new CatalogEntry { Removed = overwritten.Id });
            if (_tables.Remove((database, name), out var table))
                Keep(table with { Name = newName, UpdatedAt = clock.GetUtcNow() });
        }
    }

    public async Task SwapTablesAsync(string database, string first, string second, CancellationToken cancellationToken)
    {
        Table(database, first);
        Table(database, second);
        if (first == second)
            throw TdException.Invalid("A table cannot be swapped with itself");
        await RunAsync(engine.SwapTablesAsync(database, first, second, cancellationToken)).ConfigureAwait(false);
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var (one, two) = (_tables[(database, first)], _tables[(database, second)]);
            Keep(one with { Name = second, UpdatedAt = now });
            Keep(two with { Name = first, UpdatedAt = now });
        }
    }

    public async Task MoveTableAsync(string database, string name, string newDatabase, CancellationToken cancellationToken)
    {
        Table(database, name);
        Database(newDatabase);
        if (database == newDatabase)
            return;
        if (Find(newDatabase, name) is not null)
            throw TdException.Conflict($"Table {newDatabase}.{name} already exists");
        await RunAsync(engine.MoveTableAsync(database, name, newDatabase, cancellationToken)).ConfigureAwait(false);
        lock (_gate)
        {
            if (_tables.Remove((database, name), out var table))
                Keep(table with { Database = newDatabase, UpdatedAt = clock.GetUtcNow() });
        }
    }

    /// <summary>Changes what is only kept here.</summary>
    public void Update(string database, string name, Func<TableState, TableState> change)
    {
        lock (_gate)
        {
            if (_tables.TryGetValue((database, name), out var table))
                Keep(change(table) with { UpdatedAt = clock.GetUtcNow() });
        }
    }

    /// <summary>Replaces the column list (reference §5.1); <c>time</c> and <c>v</c> stay.</summary>
    public async Task SetSchemaAsync(string database, string name, IReadOnlyList<ColumnState> columns, CancellationToken cancellationToken)
    {
        var table = Table(database, name);
        using var gate = await EnterAsync(table.Id, cancellationToken).ConfigureAwait(false);
        table = Table(database, name);
        await ChangeColumnsAsync(
                table,
                columns,
                [.. table.Columns.Select(column => column.Alias).Except(columns.Select(column => column.Alias))],
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Adds columns; one that is there with the same type is left alone.</summary>
    public async Task AppendSchemaAsync(string database, string name, IReadOnlyList<ColumnState> added, CancellationToken cancellationToken)
    {
        var table = Table(database, name);
        using var gate = await EnterAsync(table.Id, cancellationToken).ConfigureAwait(false);
        table = Table(database, name);
        var columns = table.Columns.ToList();
        foreach (var column in added)
        {
            var existing = columns.Find(known => known.Key == column.Key || known.Alias == column.Alias);
            if (existing is { VisibleAt: not null } && existing.Key == column.Key && existing.Type == column.Type)
                // Declared is declared: nothing is left to be noticed.
                columns[columns.IndexOf(existing)] = existing with
                {
                    VisibleAt = null,
                };
            else if (existing is null)
                columns.Add(column);
            else if (existing.Type != column.Type || existing.Key != column.Key)
                throw TdException.Invalid($"Invalid schema: column '{column.Key}' already exists as {existing.Type}");
        }

        await ChangeColumnsAsync(table, columns, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Number of rows and the latest <c>time</c>.</summary>
    public async Task<(long Rows, long? LastTime)> CountAsync(TableState table, CancellationToken cancellationToken)
    {
        // The names obey the naming rules or come from the engine's own catalogue, so quoting is all they need.
        var sql = $"SELECT count(*) AS n, max(\"time\") AS t FROM {Names.Quote(table.Database, table.Name)}";
        var session = new SqlSession(table.Database, clock.GetUtcNow());
        var result = await engine.ExecuteAsync(sql, session, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            await foreach (var row in result.ReadRowsAsync(cancellationToken).ConfigureAwait(false))
                return ((long)row[0]!, row[1] as long?);
        }

        return (0, null);
    }

    /// <summary>Takes over what statements and other calls did to the engine's catalogue.</summary>
    public void Reconcile()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var databases = engine.Databases.ToHashSet(StringComparer.Ordinal);
            foreach (var gone in _databases.Values.Where(database => !databases.Contains(database.Name)).ToArray())
            {
                _databases.Remove(gone.Name);
                _log.Append(new CatalogEntry { Removed = gone.Id });
            }

            foreach (var name in databases)
            {
                if (_databases.ContainsKey(name))
                    continue;
                var database = new DatabaseState
                {
                    Id = ++_lastId,
                    Name = name,
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                _databases[name] = database;
                _log.Append(new CatalogEntry { Database = database });
            }

            var tables = databases.SelectMany(database => engine.Tables(database).Select(table => (database, table))).ToHashSet();
            foreach (var gone in _tables.Where(pair => !tables.Contains(pair.Key)).ToArray())
            {
                _tables.Remove(gone.Key);
                _log.Append(new CatalogEntry { Removed = gone.Value.Id });
            }

            foreach (var (database, name) in tables)
                ReconcileTable(database, name, now);
        }
    }

    private void ReconcileTable(string database, string name, DateTimeOffset now)
    {
        if (engine.FindTable(database, name) is not { } stored)
            return;
        var known = _tables.GetValueOrDefault((database, name));
        var columns = new List<ColumnState>();
        foreach (var column in stored)
        {
            if (column.Name is "time" or "v")
                continue;
            var state = known?.Columns.FirstOrDefault(c => c.Alias == column.Name);
            if (state is null || SqlTypes.ToSql(state.Type) != column.Type)
                state = new ColumnState(state?.Key ?? column.Name, SqlTypes.ToSchema(column.Type), column.Name, state?.Description);
            columns.Add(state);
        }

        if (known is null)
            Keep(
                new TableState
                {
                    Id = ++_lastId,
                    Database = database,
                    Name = name,
                    CreatedAt = now,
                    UpdatedAt = now,
                    Columns = columns,
                }
            );
        else if (!known.Columns.ToHashSet().SetEquals(columns))
            Keep(known with { Columns = columns, UpdatedAt = now });
    }

    private async Task ChangeColumnsAsync(
        TableState table,
        IReadOnlyList<ColumnState> columns,
        IReadOnlyList<string> dropped,
        CancellationToken cancellationToken
    )
    {
        await RunAsync(
                engine.ChangeColumnsAsync(
                    table.Database,
                    table.Name,
                    [.. columns.Select(column => new SqlColumn(column.Alias, SqlTypes.ToSql(column.Type)))],
                    dropped,
                    cancellationToken: cancellationToken
                )
            )
            .ConfigureAwait(false);
        Update(table.Database, table.Name, state => state with { Columns = columns });
        if (_hasHidden)
            await SyncHiddenAsync(Table(table.Database, table.Name), cancellationToken).ConfigureAwait(false);
    }

    private void Keep(TableState table)
    {
        _tables[(table.Database, table.Name)] = table;
        _log.Append(new CatalogEntry { Table = table });
    }

    private static List<CatalogEntry> KeepLatest(List<CatalogEntry> entries)
    {
        var latest = new Dictionary<long, CatalogEntry>();
        foreach (var entry in entries)
        {
            if (entry.Removed is { } removed)
                latest.Remove(removed);
            else
                latest[entry.Database?.Id ?? entry.Table!.Id] = entry;
        }

        return [.. latest.Values];
    }

    /// <summary>A race between two calls is lost in the engine, which says so in its own words.</summary>
    private static async Task RunAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (SqlFailedException exception) when (exception.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            throw TdException.NotFound(exception.Message);
        }
        catch (SqlFailedException exception) when (exception.Message.Contains("already exists", StringComparison.Ordinal))
        {
            throw TdException.Conflict(exception.Message);
        }
        catch (SqlFailedException exception)
        {
            throw TdException.Invalid(exception.Message, exception);
        }
    }

    private async Task<Gate> EnterAsync(long table, CancellationToken cancellationToken)
    {
        var semaphore = _importGates.GetOrAdd(table, _ => new SemaphoreSlim(1, 1));
        await semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Gate(semaphore);
    }

    private readonly struct Gate(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
