using System.Globalization;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace BrevoTd.Connector.Emulator.Sql;

internal sealed partial class SqlEngine
{
    private const string TimeColumn = "time";

    /// <summary>
    /// Runs one statement in Trino's dialect. A query comes back as soon as its first rows can be read; every other statement when it
    /// is done.
    /// </summary>
    /// <exception cref="SqlFailedException">The statement is wrong, failed, or asks for what the emulator does not do.</exception>
    /// <exception cref="OperationCanceledException">The token interrupted the statement.</exception>
    public async Task<SqlResult> ExecuteAsync(string sql, SqlSession session, CancellationToken cancellationToken = default)
    {
        try
        {
            return await RunAsync(sql, session, cancellationToken).ConfigureAwait(false);
        }
        catch (InsufficientExecutionStackException error)
        {
            throw new SqlFailedException("The statement is nested too deeply for the emulator", error);
        }
    }

    private Task<SqlResult> RunAsync(string sql, SqlSession session, CancellationToken cancellationToken)
    {
        var binder = new Binder(_catalog, session, sql);
        return Parser.Parse(sql) switch
        {
            QueryStatement query => ReadAsync(binder.BindQuery(query.Query, null), cancellationToken),
            InsertStatement insert => InsertAsync(insert, binder, cancellationToken),
            CreateTableStatement create => CreateAsync(create, binder, cancellationToken),
            DropTableStatement drop => DropAsync(drop, binder, cancellationToken),
            AddColumnStatement add => AddColumnAsync(add, binder, cancellationToken),
            DeleteStatement delete => DeleteAsync(delete, binder, cancellationToken),
            var show => Task.FromResult(Show(show, binder)),
        };
    }

    private async Task<SqlResult> ReadAsync(BoundQuery query, CancellationToken cancellationToken)
    {
        var connection = Connect();
        try
        {
            return await NativeCall.RunAsync(connection, () => Start(connection, query), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static SqlResult Start(DuckDBConnection connection, BoundQuery query)
    {
        var prepared = NativeMethods.PreparedStatements.DuckDBPrepare(connection.NativeConnection, query.Sql, out var statement);
        try
        {
            if (!prepared.IsSuccess())
                throw ErrorText.ToException(NativeMethods.PreparedStatements.DuckDBPrepareError(statement));
            if (!NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result).IsSuccess())
            {
                var error = NativeMethods.Query.DuckDBResultError(ref result);
                NativeMethods.Query.DuckDBDestroyResult(ref result);
                throw ErrorText.ToException(error);
            }
            var columns = query.Columns.Select((c, i) => new SqlColumn(c.Name ?? NameOf(i), c.Type.ToSchemaText())).ToArray();
            var types = query.Columns.Select(c => c.Type).ToArray();
            try
            {
                CheckTypes(ref result, types);
            }
            catch
            {
                NativeMethods.Query.DuckDBDestroyResult(ref result);
                throw;
            }
            return SqlResult.Streaming(columns, types, connection, statement, result);
        }
        catch
        {
            statement.Dispose();
            throw;
        }

        static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"_col{index}");
    }

    /// <summary>Vectors are read by their types, so a column that is not what the binder says must never be read.</summary>
    private static void CheckTypes(ref DuckDBResult result, TrinoType[] types)
    {
        for (var i = 0; i < types.Length; i++)
        {
            using var actual = NativeMethods.Query.DuckDBColumnLogicalType(ref result, i);
            if (!Fits(actual, types[i]))
                throw new InvalidOperationException(
                    $"Column {i} should be {types[i]} but is {NativeMethods.LogicalType.DuckDBGetTypeId(actual)} in DuckDB."
                );
            if (types[i].Kind == TypeKind.TimestampTz && types[i].Zone is null)
                throw Casts.UnknownZone();
        }
    }

    private static bool Fits(DuckDBLogicalType actual, TrinoType type)
    {
        var id = NativeMethods.LogicalType.DuckDBGetTypeId(actual);
        switch (type.Kind)
        {
            case TypeKind.Unknown:
                return true;
            case TypeKind.Array:
                using (var element = NativeMethods.LogicalType.DuckDBListTypeChildType(actual))
                    return id == DuckDBType.List && Fits(element, type.Element);
            case TypeKind.Map:
                using (var key = NativeMethods.LogicalType.DuckDBMapTypeKeyType(actual))
                using (var value = NativeMethods.LogicalType.DuckDBMapTypeValueType(actual))
                    return id == DuckDBType.Map && Fits(key, type.Key) && Fits(value, type.Value);
            case TypeKind.Row:
                for (var i = 0; i < type.Arguments.Count; i++)
                {
                    using var field = NativeMethods.LogicalType.DuckDBStructTypeChildType(actual, i);
                    if (!Fits(field, type.Arguments[i]))
                        return false;
                }
                return id == DuckDBType.Struct && NativeMethods.LogicalType.DuckDBStructTypeChildCount(actual) == type.Arguments.Count;
            case TypeKind.Decimal:
                return id == DuckDBType.Decimal
                    && NativeMethods.LogicalType.DuckDBDecimalWidth(actual) == type.Precision
                    && NativeMethods.LogicalType.DuckDBDecimalScale(actual) == type.Scale;
            default:
                return id
                    == type.Kind switch
                    {
                        TypeKind.Boolean => DuckDBType.Boolean,
                        TypeKind.TinyInt => DuckDBType.TinyInt,
                        TypeKind.SmallInt => DuckDBType.SmallInt,
                        TypeKind.Integer or TypeKind.IntervalYear => DuckDBType.Integer,
                        TypeKind.BigInt or TypeKind.IntervalDay => DuckDBType.BigInt,
                        TypeKind.Real => DuckDBType.Float,
                        TypeKind.Double => DuckDBType.Double,
                        TypeKind.Varchar or TypeKind.Json => DuckDBType.Varchar,
                        TypeKind.Varbinary => DuckDBType.Blob,
                        TypeKind.Date => DuckDBType.Date,
                        TypeKind.Timestamp => DuckDBType.Timestamp,
                        TypeKind.TimestampTz => DuckDBType.TimestampTz,
                        _ => DuckDBType.Invalid,
                    };
        }
    }

    private Task<SqlResult> InsertAsync(InsertStatement insert, Binder binder, CancellationToken cancellationToken) =>
        WriteAsync(
            connection =>
            {
                var (database, table) = binder.Locate(insert.Table);
                var stored = Require(database, table, insert.Table.At);
                var query = binder.BindQuery(insert.Query, null);
                var targets = Targets(insert, stored, query.Columns.Count);
                // A row without a time gets the query's, as in Treasure Data.
                var withTime = !targets.Any(t => t.Name == TimeColumn) && stored.Any(c => c.Name == TimeColumn);
                var bound = binder.Assign(query, targets, insert.At);
                var names = targets.Select(t => Names.Quote(t.Name));
                var sql = withTime
                    ? $"INSERT INTO {Names.Quote(database, table)} ({string.Join(", ", names.Append(Names.Quote(TimeColumn)))}) "
                        + $"SELECT q.*, {QueryTime(binder)} FROM ({bound}) AS q"
                    : $"INSERT INTO {Names.Quote(database, table)} ({string.Join(", ", names)}) {bound}";
                return Changed(Run(connection, sql));
            },
            cancellationToken
        );

    private static List<CatalogColumn> Targets(InsertStatement insert, IReadOnlyList<CatalogColumn> stored, int count)
    {
        if (insert.Columns.Count == 0)
        {
            var all = count == stored.Count ? stored.ToList() : [.. stored.Where(c => c.Name != TimeColumn)];
            return count == all.Count ? all : throw insert.At.Error($"Insert query has {count} columns but the table has {stored.Count}");
        }
        if (count != insert.Columns.Count)
            throw insert.At.Error($"Insert query has {count} columns but the statement names {insert.Columns.Count}");
        var duplicate = insert.Columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1);
        if (duplicate is not null)
            throw insert.At.Error($"Insert column name is specified more than once: {duplicate.Key}");
        return
        [
            .. insert.Columns.Select(c =>
                stored.FirstOrDefault(s => s.Name == c.Name)
                ?? throw c.At.Error($"Insert column name does not exist in target table: {c.Name}")
            ),
        ];
    }

    private Task<SqlResult> CreateAsync(CreateTableStatement create, Binder binder, CancellationToken cancellationToken) =>
        WriteAsync(
            connection =>
            {
                var (database, table) = binder.Locate(create.Table);
                if (!_catalog.HasDatabase(database))
                    throw create.Table.At.Error($"Schema {database} does not exist");
                if (_catalog.Find(database, table) is not null)
                {
                    return create.IfNotExists
                        ? create.Query is null
                            ? Done()
                            : Changed(0)
                        : throw create.Table.At.Error($"Table '{Names.Full(database, table)}' already exists");
                }
                if (create.Query is null)
                {
                    var declared = create.Names.Zip(create.Types, (n, t) => new CatalogColumn(n.Name, TypeText.Parse(t))).ToArray();
                    CheckNames(declared, create.At);
                    CreateTable(connection, database, table, WithTime(declared));
                    return Done();
                }
                var query = binder.BindQuery(create.Query, null);
                var columns = Columns(create, query);
                return InTransaction(
                    connection,
                    () =>
                    {
                        var all = WithTime(columns);
                        var list = string.Join(", ", all.Select(c => $"{Names.Quote(c.Name)} {c.Type.ToDuckDb()}"));
                        Run(connection, $"CREATE TABLE {Names.Quote(database, table)} ({list})");
                        var rows = 0L;
                        if (create.WithData)
                        {
                            var time = all.Length > columns.Length ? $", {QueryTime(binder)}" : "";
                            var bound = binder.Assign(query, columns, create.At);
                            rows = Run(connection, $"INSERT INTO {Names.Quote(database, table)} SELECT q.*{time} FROM ({bound}) AS q");
                        }
                        _catalog.SetTable(database, table, all);
                        return Changed(rows);
                    }
                );
            },
            cancellationToken
        );

    private static CatalogColumn[] Columns(CreateTableStatement create, BoundQuery query)
    {
        if (create.Names.Count > 0 && create.Names.Count != query.Columns.Count)
            throw create.At.Error($"Column alias list has {create.Names.Count} entries but relation has {query.Columns.Count} columns");
        var columns = new CatalogColumn[query.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = create.Names.Count > 0 ? create.Names[i].Name : query.Columns[i].Name;
            if (name is null)
                throw create.At.Error($"Column name not specified at position {i + 1}");
            var type = query.Columns[i].Type;
            if (type.Kind == TypeKind.Unknown)
                throw create.At.Error($"Column type is unknown: {name}");
            columns[i] = new CatalogColumn(name, Stored(type, name, create.At));
        }
        CheckNames(columns, create.At);
        return columns;
    }

    /// <summary>The type as a table keeps it: text without a length, timestamps in milliseconds.</summary>
    private static TrinoType Stored(TrinoType type, string column, Position at) =>
        type.Kind switch
        {
            TypeKind.Varchar => TrinoType.Varchar,
            TypeKind.Timestamp => TrinoType.Timestamp(3),
            TypeKind.Array => TrinoType.Array(Stored(type.Element, column, at)),
            TypeKind.Map => TrinoType.Map(Stored(type.Key, column, at), Stored(type.Value, column, at)),
            TypeKind.TimestampTz or TypeKind.Row or TypeKind.IntervalDay or TypeKind.IntervalYear or TypeKind.Unknown => throw at.Error(
                $"Column '{column}' of type {type} cannot be stored in a table by the emulator"
            ),
            _ => type,
        };

    private static void CheckNames(CatalogColumn[] columns, Position at)
    {
        var duplicate = columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1);
        if (duplicate is not null)
            throw at.Error($"Column name '{duplicate.Key}' specified more than once");
    }

    /// <summary>Every table of Treasure Data's has a time.</summary>
    private static CatalogColumn[] WithTime(CatalogColumn[] columns) =>
        columns.Any(c => c.Name == TimeColumn) ? columns : [.. columns, new CatalogColumn(TimeColumn, TrinoType.BigInt)];

    private static string QueryTime(Binder binder) =>
        string.Create(CultureInfo.InvariantCulture, $"CAST({binder.Session.QueryStart.ToUnixTimeSeconds()} AS BIGINT)");

    private Task<SqlResult> DropAsync(DropTableStatement drop, Binder binder, CancellationToken cancellationToken) =>
        WriteAsync(
            connection =>
            {
                var (database, table) = binder.Locate(drop.Table);
                if (drop.IfExists && _catalog.Find(database, table) is null)
                    return Done();
                Require(database, table, drop.Table.At);
                Run(connection, $"DROP TABLE {Names.Quote(database, table)}");
                _catalog.RemoveTable(database, table);
                return Done();
            },
            cancellationToken
        );

    private Task<SqlResult> AddColumnAsync(AddColumnStatement add, Binder binder, CancellationToken cancellationToken) =>
        WriteAsync(
            connection =>
            {
                var (database, table) = binder.Locate(add.Table);
                if (add.IfTableExists && _catalog.Find(database, table) is null)
                    return Done();
                var stored = Require(database, table, add.Table.At);
                if (stored.Any(c => c.Name == add.Column.Name))
                    return add.IfNotExists ? Done() : throw add.Column.At.Error($"Column '{add.Column.Name}' already exists");
                AddColumns(
                    connection,
                    database,
                    table,
                    [new CatalogColumn(add.Column.Name, Stored(TypeText.Parse(add.Type), add.Column.Name, add.At))]
                );
                return Done();
            },
            cancellationToken
        );

    private Task<SqlResult> DeleteAsync(DeleteStatement delete, Binder binder, CancellationToken cancellationToken) =>
        WriteAsync(
            connection =>
            {
                var (database, table) = binder.Locate(delete.Table);
                Require(database, table, delete.Table.At);
                if (delete.Where is null)
                    throw delete.At.Error("DELETE requires a WHERE clause");
                return Changed(Run(connection, binder.BindDelete(delete)));
            },
            cancellationToken
        );

    private SqlResult Show(Statement statement, Binder binder)
    {
        switch (statement)
        {
            case ShowDatabasesStatement databases:
                var names = _catalog.Databases.Append(Names.InformationSchema).Order(StringComparer.Ordinal);
                return List("Schema", names, databases.Like);
            case ShowTablesStatement tables:
                var database =
                    tables.Database?.Name
                    ?? binder.Session.Database
                    ?? throw tables.At.Error("Schema must be specified when session schema is not set");
                if (!_catalog.HasDatabase(database))
                    throw tables.At.Error($"Schema '{database}' does not exist");
                return List("Table", _catalog.Tables(database), tables.Like);
            case ShowColumnsStatement show:
                var (schema, table) = binder.Locate(show.Table);
                var columns = Require(schema, table, show.Table.At);
                SqlColumn[] header = [new("Column", "varchar"), new("Type", "varchar"), new("Extra", "varchar"), new("Comment", "varchar")];
                return SqlResult.Ready(header, [.. columns.Select(c => new object?[] { c.Name, c.Type.ToString(), "", "" })]);
            default:
                throw new InvalidOperationException($"No execution for {statement.GetType().Name}.");
        }
    }

    private static SqlResult List(string column, IEnumerable<string> names, string? like)
    {
        var fits = like is null ? null : LikePattern.ToRegex(like);
        return SqlResult.Ready(
            [new SqlColumn(column, "varchar")],
            [.. names.Where(n => fits?.IsMatch(n) != false).Select(n => new object?[] { n })]
        );
    }

    private IReadOnlyList<CatalogColumn> Require(string database, string table, Position at)
    {
        if (!_catalog.HasDatabase(database))
            throw at.Error($"Schema {database} does not exist");
        return _catalog.FindVisible(database, table) ?? throw at.Error($"Table {Names.Full(database, table)} does not exist");
    }

    private static SqlResult Changed(long rows) =>
        SqlResult.Ready(
            [new SqlColumn("rows", "bigint")],
            [
                [rows],
            ],
            rows
        );

    private static SqlResult Done() =>
        SqlResult.Ready(
            [new SqlColumn("result", "boolean")],
            [
                [true],
            ]
        );
}
