using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>
/// Treasure Data's SQL on a DuckDB database. A TD database is a schema, a TD table a table in it. Thread-safe; statements that
/// write run one after the other.
/// </summary>
internal sealed partial class SqlEngine : IAsyncDisposable
{
    private readonly DuckDBConnection _root;
    private readonly string? _file;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly Catalog _catalog = new();

    private SqlEngine(DuckDBConnection root, string? file)
    {
        _root = root;
        _file = file;
    }

    /// <summary>Opens the database file, created when missing; null keeps everything in memory.</summary>
    public static Task<SqlEngine> OpenAsync(string? file, CancellationToken cancellationToken = default) =>
        Task.Run(() => Open(file), cancellationToken);

    public IReadOnlyList<string> Databases => _catalog.Databases;

    /// <exception cref="SqlFailedException">No such database.</exception>
    public IReadOnlyList<string> Tables(string database) => _catalog.Tables(database);

    /// <returns>The table's columns, or null when there is no such table.</returns>
    public IReadOnlyList<SqlColumn>? FindTable(string database, string table) =>
        _catalog.Find(database, table)?.Select(c => new SqlColumn(c.Name, c.Type.ToSchemaText())).ToArray();

    public Task CreateDatabaseAsync(string database, CancellationToken cancellationToken = default) =>
        WriteAsync(
            connection =>
            {
                if (_catalog.HasDatabase(database))
                    throw new SqlFailedException($"Schema '{database}' already exists");
                Run(connection, $"CREATE SCHEMA {Names.Quote(database)}");
                _catalog.AddDatabase(database);
                return 0;
            },
            cancellationToken
        );

    public Task DropDatabaseAsync(string database, CancellationToken cancellationToken = default) =>
        WriteAsync(
            connection =>
            {
                if (!_catalog.HasDatabase(database))
                    throw new SqlFailedException($"Schema '{database}' does not exist");
                Run(connection, $"DROP SCHEMA {Names.Quote(database)} CASCADE");
                _catalog.RemoveDatabase(database);
                return 0;
            },
            cancellationToken
        );

    public Task CreateTableAsync(
        string database,
        string table,
        IReadOnlyList<SqlColumn> columns,
        CancellationToken cancellationToken = default
    )
    {
        var parsed = Parse(columns);
        return WriteAsync(
            connection =>
            {
                if (!_catalog.HasDatabase(database))
                    throw new SqlFailedException($"Schema '{database}' does not exist");
                if (_catalog.Find(database, table) is not null)
                    throw new SqlFailedException($"Table '{Names.Full(database, table)}' already exists");
                CreateTable(connection, database, table, parsed);
                return 0;
            },
            cancellationToken
        );
    }

    public Task DropTableAsync(string database, string table, CancellationToken cancellationToken = default) =>
        WriteAsync(
            connection =>
            {
                _catalog.Require(database, table);
                Run(connection, $"DROP TABLE {Names.Quote(database, table)}");
                _catalog.RemoveTable(database, table);
                return 0;
            },
            cancellationToken
        );

    public Task AddColumnsAsync(
        string database,
        string table,
        IReadOnlyList<SqlColumn> columns,
        CancellationToken cancellationToken = default
    )
    {
        var parsed = Parse(columns);
        return WriteAsync(
            connection =>
            {
                AddColumns(connection, database, table, parsed);
                return 0;
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Appends rows, all or none. The values of a row stand for <paramref name="columns"/>; the table's other columns become NULL. Values are
    /// as <see cref="SqlResult"/> gives them, except DateOnly for date, DateTime for timestamp and DateTimeOffset for timestamp with time
    /// zone; maps also as pairs with string keys. The rows are enumerated on another thread.
    /// </summary>
    /// <exception cref="ArgumentException">A value does not fit its column's type.</exception>
    public Task<long> AppendAsync(
        string database,
        string table,
        IReadOnlyList<string> columns,
        IEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken = default
    ) =>
        WriteAsync(
            connection =>
                InTransaction(
                    connection,
                    () =>
                        TableAppender.Append(
                            connection,
                            database,
                            table,
                            _catalog.Require(database, table),
                            columns,
                            rows,
                            cancellationToken
                        )
                ),
            cancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await _writer.WaitAsync().ConfigureAwait(false);
        _root.Dispose();
        _writer.Dispose();
    }

    private static SqlEngine Open(string? file)
    {
        var settings = new DuckDBConnectionStringBuilder
        {
            DataSource = file ?? ":memory:",
            AutoinstallKnownExtensions = false,
            AutoloadKnownExtensions = false,
            AllowCommunityExtensions = false,
            AllowPersistentSecrets = false,
        };
        var root = new DuckDBConnection(settings.ConnectionString);
        try
        {
            root.Open();
            // In memory means in memory: nothing is spilled into the working directory.
            if (file is null)
                Run(root, "SET GLOBAL temp_directory = ''");
            Run(root, "SET GLOBAL enable_external_access = false");
            Run(root, "SET GLOBAL TimeZone = 'UTC'");
            Run(root, "SET GLOBAL default_null_order = 'nulls_last'");
            Run(root, "SET GLOBAL ieee_floating_point_ops = true");
            FunctionCatalog.Register(new FunctionHost(root));
            var engine = new SqlEngine(root, file);
            engine._catalog.Load(root);
            Run(root, "SET GLOBAL lock_configuration = true");
            return engine;
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    private void CreateTable(DuckDBConnection connection, string database, string table, IReadOnlyList<CatalogColumn> columns)
    {
        var list = string.Join(", ", columns.Select(c => $"{Names.Quote(c.Name)} {c.Type.ToDuckDb()}"));
        Run(connection, $"CREATE TABLE {Names.Quote(database, table)} ({list})");
        _catalog.SetTable(database, table, columns);
    }

    private void AddColumns(DuckDBConnection connection, string database, string table, IReadOnlyList<CatalogColumn> columns)
    {
        var now = _catalog.Require(database, table);
        foreach (var column in columns)
        {
            if (now.Any(c => c.Name == column.Name))
                throw new SqlFailedException($"Column '{column.Name}' already exists");
            Run(connection, $"ALTER TABLE {Names.Quote(database, table)} ADD COLUMN {Names.Quote(column.Name)} {column.Type.ToDuckDb()}");
            now = [.. now, column];
            _catalog.SetTable(database, table, now);
        }
    }

    private static CatalogColumn[] Parse(IReadOnlyList<SqlColumn> columns) =>
        [.. columns.Select(c => new CatalogColumn(c.Name.ToLowerInvariant(), TypeText.Parse(c.Type)))];

    /// <summary>Runs a piece of work on a connection of its own, after every write before it.</summary>
    private async Task<T> WriteAsync<T>(Func<DuckDBConnection, T> work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var connection = Connect();
            return await NativeCall.RunAsync(connection, () => work(connection), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    private DuckDBConnection Connect()
    {
        // Connections to one file share its database; only those in memory need to be told which one.
        var connection = _file is null ? _root.Duplicate() : new DuckDBConnection(_root.ConnectionString);
        connection.Open();
        return connection;
    }

    private static T InTransaction<T>(DuckDBConnection connection, Func<T> work)
    {
        Run(connection, "BEGIN TRANSACTION");
        try
        {
            var result = work();
            Run(connection, "COMMIT");
            return result;
        }
        catch
        {
            Run(connection, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Runs a statement of the engine's own and gives the number of rows it changed.</summary>
    private static long Run(DuckDBConnection connection, string sql)
    {
        if (NativeMethods.Query.DuckDBQuery(connection.NativeConnection, sql, out var result).IsSuccess())
        {
            var changed = NativeMethods.Query.DuckDBRowsChanged(ref result);
            NativeMethods.Query.DuckDBDestroyResult(ref result);
            return changed;
        }
        var error = NativeMethods.Query.DuckDBResultError(ref result);
        NativeMethods.Query.DuckDBDestroyResult(ref result);
        throw ErrorText.ToException(error);
    }
}
