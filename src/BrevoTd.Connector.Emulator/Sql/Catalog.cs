using System.Collections.Immutable;
using DuckDB.NET.Data;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>A column of a stored table.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsHidden">It is stored, but statements do not see it yet.</param>
internal sealed record CatalogColumn(string Name, TrinoType Type, bool IsHidden = false);

/// <summary>The databases and tables, kept beside DuckDB's own catalogue so that binding a query needs no query. Readers see a snapshot.</summary>
internal sealed class Catalog
{
    // DuckDB's own schemas, which no user names.
    private static readonly string[] s_internal = ["information_schema", "pg_catalog", "main"];

    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, IReadOnlyList<CatalogColumn>>> _databases =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, IReadOnlyList<CatalogColumn>>>(StringComparer.Ordinal);

    public IReadOnlyList<string> Databases => [.. _databases.Keys];

    public bool HasDatabase(string database) => _databases.ContainsKey(database);

    public IReadOnlyList<string> Tables(string database) =>
        _databases.TryGetValue(database, out var tables)
            ? [.. tables.Keys]
            : throw new SqlFailedException($"Schema '{database}' does not exist");

    public IReadOnlyList<CatalogColumn>? Find(string database, string table) =>
        _databases.TryGetValue(database, out var tables) && tables.TryGetValue(table, out var columns) ? columns : null;

    /// <summary>The columns that statements see.</summary>
    public IReadOnlyList<CatalogColumn>? FindVisible(string database, string table) =>
        Find(database, table) is { } columns
            ? columns.Any(column => column.IsHidden)
                ? [.. columns.Where(column => !column.IsHidden)]
                : columns
            : null;

    public IReadOnlyList<CatalogColumn> Require(string database, string table) =>
        Find(database, table) ?? throw new SqlFailedException($"Table {Names.Full(database, table)} does not exist");

    public void AddDatabase(string database) =>
        _databases = _databases.Add(
            database,
            ImmutableSortedDictionary.Create<string, IReadOnlyList<CatalogColumn>>(StringComparer.Ordinal)
        );

    public void RemoveDatabase(string database) => _databases = _databases.Remove(database);

    public void SetTable(string database, string table, IReadOnlyList<CatalogColumn> columns) =>
        _databases = _databases.SetItem(database, _databases[database].SetItem(table, columns));

    public void RemoveTable(string database, string table) => _databases = _databases.SetItem(database, _databases[database].Remove(table));

    /// <summary>Reads what a database file holds.</summary>
    public void Load(DuckDBConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT schema_name FROM duckdb_schemas() WHERE database_name = current_database()";
        using (var schemas = command.ExecuteReader())
        {
            while (schemas.Read())
            {
                var name = schemas.GetString(0);
                if (!s_internal.Contains(name))
                    AddDatabase(name);
            }
        }
        command.CommandText =
            "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() "
            + "WHERE database_name = current_database() ORDER BY schema_name, table_name, column_index";
        using var columns = command.ExecuteReader();
        while (columns.Read())
        {
            var database = columns.GetString(0);
            if (!_databases.ContainsKey(database))
                continue;
            var table = columns.GetString(1);
            var column = new CatalogColumn(columns.GetString(2), TypeText.Parse(columns.GetString(3)));
            SetTable(database, table, [.. Find(database, table) ?? [], column]);
        }
    }
}
