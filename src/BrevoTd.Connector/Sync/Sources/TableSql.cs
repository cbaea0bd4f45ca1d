using System.Globalization;

namespace BrevoTd.Connector.Sync;

/// <summary>The few statements that a sync writes itself.</summary>
internal static class TableSql
{
    public static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Select(string table, IReadOnlyList<string> columns) =>
        $"SELECT {(columns.Count == 0 ? "*" : string.Join(", ", columns.Select(Name)))} FROM {Name(table)}";

    /// <summary>The newest value of a column, in one row with one column.</summary>
    public static string Newest(string sql, string column) => $"SELECT MAX({Name(column)}) AS newest FROM ({sql}) AS source";

    /// <summary>A query's rows within a window, as many as are wanted.</summary>
    public static string Within(string sql, SyncWindow window, string? column, long? sample, IReadOnlyList<string>? order = null)
    {
        if (column is null && sample is null && order is not { Count: > 0 })
        {
            return sql;
        }

        var conditions = new List<string>();
        if (column is not null && window.From is { } from)
        {
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"{Name(column)} >= {from}"));
        }

        if (column is not null && window.Before is { } before)
        {
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"{Name(column)} < {before}"));
        }

        return $"SELECT * FROM ({sql}) AS source"
            + (conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions))
            + (order is { Count: > 0 } ? " ORDER BY " + string.Join(", ", order.Select(Name)) : "")
            + (sample is { } count ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {count}") : "");
    }
}
