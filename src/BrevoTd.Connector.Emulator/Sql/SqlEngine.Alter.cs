using DuckDB.NET.Data;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Changes of tables that TD's table API makes and SQL does not.</summary>
internal sealed partial class SqlEngine
{
    /// <summary>Gives a table another name; <paramref name="overwrite"/> drops the one that has it.</summary>
    /// <exception cref="SqlFailedException">No such table, or the name is taken.</exception>
    public Task RenameTableAsync(
        string database,
        string table,
        string newName,
        bool overwrite,
        CancellationToken cancellationToken = default
    ) =>
        WriteAsync(
            connection =>
            {
                var columns = _catalog.Require(database, table);
                var taken = _catalog.Find(database, newName) is not null;
                if (taken && !overwrite)
                    throw new SqlFailedException($"Table '{Names.Full(database, newName)}' already exists");
                if (table == newName)
                    return 0;
                InTransaction(
                    connection,
                    () =>
                    {
                        if (taken)
                            Run(connection, $"DROP TABLE {Names.Quote(database, newName)}");
                        return Rename(connection, database, table, newName);
                    }
                );
                _catalog.RemoveTable(database, table);
                _catalog.SetTable(database, newName, columns);
                return 0;
            },
            cancellationToken
        );

    /// <summary>Lets two tables of a database change names.</summary>
    public Task SwapTablesAsync(string database, string first, string second, CancellationToken cancellationToken = default) =>
        WriteAsync(
            connection =>
            {
                var firstColumns = _catalog.Require(database, first);
                var secondColumns = _catalog.Require(database, second);
                // Upper case: no table of a user's has such a name.
                const string Between = "SWAPPED";
                InTransaction(
                    connection,
                    () =>
                    {
                        Rename(connection, database, first, Between);
                        Rename(connection, database, second, first);
                        return Rename(connection, database, Between, second);
                    }
                );
                _catalog.SetTable(database, first, secondColumns);
                _catalog.SetTable(database, second, firstColumns);
                return 0;
            },
            cancellationToken
        );

    /// <summary>Moves a table to another database.</summary>
    public Task MoveTableAsync(string database, string table, string newDatabase, CancellationToken cancellationToken = default) =>
        WriteAsync(
            connection =>
            {
                var columns = _catalog.Require(database, table);
                if (!_catalog.HasDatabase(newDatabase))
                    throw new SqlFailedException($"Schema '{newDatabase}' does not exist");
                if (_catalog.Find(newDatabase, table) is not null)
                    throw new SqlFailedException($"Table '{Names.Full(newDatabase, table)}' already exists");
                InTransaction(
                    connection,
                    () =>
                    {
                        Run(connection, $"CREATE TABLE {Names.Quote(newDatabase, table)} AS SELECT * FROM {Names.Quote(database, table)}");
                        return Run(connection, $"DROP TABLE {Names.Quote(database, table)}");
                    }
                );
                _catalog.RemoveTable(database, table);
                _catalog.SetTable(newDatabase, table, columns);
                return 0;
            },
            cancellationToken
        );

    /// <summary>
    /// Makes <paramref name="columns"/> exist with their types and drops those of <paramref name="dropped"/> that exist. A value that cannot be
    /// converted to its column's new type becomes NULL.
    /// </summary>
    public Task ChangeColumnsAsync(
        string database,
        string table,
        IReadOnlyList<SqlColumn> columns,
        IReadOnlyList<string> dropped,
        bool hideNew = false,
        CancellationToken cancellationToken = default
    )
    {
        var parsed = Parse(columns);
        return WriteAsync(
            connection =>
            {
                var now = _catalog.Require(database, table);
                var changed = InTransaction(
                    connection,
                    () => ChangeColumns(connection, Names.Quote(database, table), now, parsed, dropped, hideNew)
                );
                _catalog.SetTable(database, table, changed);
                return 0;
            },
            cancellationToken
        );
    }

    /// <summary>Hides exactly these columns from statements; rows can be appended to them all the same.</summary>
    public Task SetHiddenAsync(
        string database,
        string table,
        IReadOnlyList<string> columns,
        CancellationToken cancellationToken = default
    ) =>
        WriteAsync(
            _ =>
            {
                if (_catalog.Find(database, table) is { } known)
                    _catalog.SetTable(database, table, [.. known.Select(c => c with { IsHidden = columns.Contains(c.Name) })]);
                return 0;
            },
            cancellationToken
        );

    private static List<CatalogColumn> ChangeColumns(
        DuckDBConnection connection,
        string table,
        IReadOnlyList<CatalogColumn> now,
        CatalogColumn[] columns,
        IReadOnlyList<string> dropped,
        bool hideNew
    )
    {
        var changed = now.ToList();
        foreach (var column in columns)
        {
            var name = Names.Quote(column.Name);
            var at = changed.FindIndex(known => known.Name == column.Name);
            if (at < 0)
            {
                Run(connection, $"ALTER TABLE {table} ADD COLUMN {name} {column.Type.ToDuckDb()}");
                changed.Add(column with { IsHidden = hideNew });
            }
            else if (!changed[at].Type.Equals(column.Type))
            {
                // DuckDB's own text of a list or map is not JSON, and nobody could read it back.
                var source =
                    column.Type.Kind == TypeKind.Varchar && changed[at].Type.Kind is TypeKind.Array or TypeKind.Map or TypeKind.Row
                        ? $"to_json({name})"
                        : name;
                var type = column.Type.ToDuckDb();
                Run(connection, $"ALTER TABLE {table} ALTER COLUMN {name} SET DATA TYPE {type} USING TRY_CAST({source} AS {type})");
                changed[at] = column with { IsHidden = changed[at].IsHidden };
            }
        }

        foreach (var name in dropped)
        {
            if (changed.RemoveAll(column => column.Name == name) > 0)
                Run(connection, $"ALTER TABLE {table} DROP COLUMN {Names.Quote(name)}");
        }

        return changed;
    }

    private static long Rename(DuckDBConnection connection, string database, string table, string newName) =>
        Run(connection, $"ALTER TABLE {Names.Quote(database, table)} RENAME TO {Names.Quote(newName)}");
}
