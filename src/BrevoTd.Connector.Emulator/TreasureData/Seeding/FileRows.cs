using System.Globalization;
using System.Text;
using DuckDB.NET.Data;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>
/// Rows of a CSV or Parquet file, read by a DuckDB of its own: the one with the tables has no access to files, so that no SQL of a client has.
/// </summary>
internal sealed class FileRows : IDisposable
{
    private const int PieceRows = 20_000;

    private readonly DuckDBConnection _connection;
    private readonly string _source;
    private readonly List<Column> _columns;
    private readonly long _arrival;

    private FileRows(DuckDBConnection connection, string source, List<Column> columns, long arrival)
    {
        _connection = connection;
        _source = source;
        _columns = columns;
        _arrival = arrival;
    }

    private enum Kind
    {
        Long,
        Double,
        Text,
        List,
    }

    /// <summary>
    /// Every cell is read as text first. A column becomes long or double only if every cell that is not empty is written like one, so that
    /// <c>00012</c> and <c>+33612345678</c> stay text.
    /// </summary>
    public static FileRows OpenCsv(string path, long arrival)
    {
        var connection = Connect(path);
        try
        {
            var source = $"read_csv({Literal(path)}, header = true, all_varchar = true)";
            var columns = Describe(connection, source).ConvertAll(column => column with { Kind = Infer(connection, source, column.Name) });
            return new FileRows(connection, source, columns, arrival);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static FileRows OpenParquet(string path, long arrival)
    {
        var connection = Connect(path);
        try
        {
            var source = $"read_parquet({Literal(path)})";
            return new FileRows(connection, source, Describe(connection, source), arrival);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>The rows in pieces; can be enumerated more than once.</summary>
    public IEnumerable<ImportRows> Read()
    {
        using var command = _connection.CreateCommand();
        command.UseStreamingMode = true;
        command.CommandText = $"SELECT {string.Join(", ", _columns.Select(column => column.ToSql()))} FROM {_source}";
        using var reader = command.ExecuteReader();
        var time = _columns.FindIndex(column => column.Name == "time");
        var piece = NewPiece();
        while (reader.Read())
        {
            var values = new object?[_columns.Count - (time >= 0 ? 1 : 0)];
            var at = 0;
            for (var i = 0; i < _columns.Count; i++)
            {
                if (i != time)
                    values[at++] = reader.IsDBNull(i) ? null : ToValue(reader, i, _columns[i].Kind);
            }

            piece.Add(time >= 0 && !reader.IsDBNull(time) ? reader.GetInt64(time) : _arrival, values);
            if (piece.Count == PieceRows)
            {
                yield return piece;
                piece = NewPiece();
            }
        }

        if (piece.Count > 0)
            yield return piece;
    }

    /// <summary>The columns, <c>time</c> among them, with the words that connectors use for types.</summary>
    public IReadOnlyList<(string Name, string Type)> ColumnTypes() =>
        _columns.ConvertAll(column =>
            (
                column.Name,
                column.Kind switch
                {
                    Kind.Long => "long",
                    Kind.Double => "double",
                    _ => "string",
                }
            )
        );

    /// <summary>The first rows with all columns, in the order of the file.</summary>
    public List<object?[]> ReadAll(int count)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", _columns.Select(column => column.ToSql()))} FROM {_source} LIMIT {count}"
        );
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([
                .. _columns.Select(
                    (column, i) => reader.IsDBNull(i) ? null : ToValue(reader, i, column.Name == "time" ? Kind.Long : column.Kind)
                ),
            ]);
        }

        return rows;
    }

    private ImportRows NewPiece()
    {
        var piece = new ImportRows();
        foreach (var column in _columns.Where(column => column.Name != "time"))
            piece.Columns.Add(new ImportColumn(column.Name, Encoding.UTF8.GetBytes(column.Name)));
        return piece;
    }

    private static object ToValue(DuckDBDataReader reader, int index, Kind kind) =>
        kind switch
        {
            Kind.Long => reader.GetInt64(index),
            Kind.Double => reader.GetDouble(index),
            Kind.List => reader.GetFieldValue<List<string?>>(index).ConvertAll(item => (object?)item),
            _ => reader.GetString(index),
        };

    private static DuckDBConnection Connect(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"The file {path} does not exist.", path);
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SET TimeZone = 'UTC'";
        command.ExecuteNonQuery();
        return connection;
    }

    private static List<Column> Describe(DuckDBConnection connection, string source)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM {source}";
        using var reader = command.ExecuteReader();
        var columns = new List<Column>();
        while (reader.Read())
            columns.Add(new Column(reader.GetString(0), reader.GetString(1), ToKind(reader.GetString(1))));
        return columns;
    }

    private static Kind ToKind(string type) =>
        type switch
        {
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" => Kind.Long,
            "FLOAT" or "DOUBLE" => Kind.Double,
            _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => Kind.Double,
            _ when type.EndsWith("[]", StringComparison.Ordinal) => Kind.List,
            _ => Kind.Text,
        };

    private static Kind Infer(DuckDBConnection connection, string source, string name)
    {
        var cell = Quote(name);
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT coalesce(bool_and(regexp_full_match({cell}, '0|-?[1-9][0-9]{{0,17}}')), false), "
            + $"coalesce(bool_and(regexp_full_match({cell}, '-?(0|[1-9][0-9]{{0,14}})([.][0-9]{{1,15}})?')), false) FROM {source}";
        using var reader = command.ExecuteReader();
        reader.Read();
        return reader.GetBoolean(0) ? Kind.Long
            : reader.GetBoolean(1) ? Kind.Double
            : Kind.Text;
    }

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private sealed record Column(string Name, string Type, Kind Kind)
    {
        public string ToSql()
        {
            var name = Quote(Name);
            if (Name == "time")
                return Type.StartsWith("TIMESTAMP", StringComparison.Ordinal)
                    ? $"CAST(floor(epoch({name})) AS BIGINT)"
                    : $"CAST({name} AS BIGINT)";
            return Kind switch
            {
                Kind.Long => $"CAST({name} AS BIGINT)",
                Kind.Double => $"CAST({name} AS DOUBLE)",
                Kind.List => $"CAST({name} AS VARCHAR[])",
                // Trino's text of an instant has milliseconds.
                _ when Type == "TIMESTAMP" || Type == "TIMESTAMP WITH TIME ZONE" => string.Create(
                    CultureInfo.InvariantCulture,
                    $"strftime({name}, '%Y-%m-%d %H:%M:%S.%g')"
                ),
                _ => $"CAST({name} AS VARCHAR)",
            };
        }
    }
}
