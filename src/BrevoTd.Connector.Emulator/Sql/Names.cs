namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Identifiers and literals in DuckDB's dialect, and the full name of a table as Trino's messages show it.</summary>
internal static class Names
{
    public const string Catalog = "td";

    public const string InformationSchema = "information_schema";

    /// <summary>Treasure Data's own clients use either name.</summary>
    public static bool IsCatalog(string name) => name is Catalog or "td-presto";

    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Quote(string database, string table) => Quote(database) + "." + Quote(table);

    public static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    public static string Full(string database, string table) => $"{Catalog}.{database}.{table}";
}
