using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>What a connector's configuration reads: CSV files of a folder that stands for a bucket. Anything else is refused by name.</summary>
internal sealed class ConnectorSource
{
    private const string Kind = "s3";

    private readonly JsonElement _config;
    private readonly JsonElement _in;
    private readonly List<string> _files;

    private ConnectorSource(JsonElement config, JsonElement @in, List<string> files)
    {
        _config = config;
        _in = @in;
        _files = files;
    }

    /// <exception cref="TdException">422: the configuration is incomplete, or there is no such file; 501: it reads something that the emulator does not have.</exception>
    public static ConnectorSource Open(string config, Func<string, string?> findFolder)
    {
        using var json = JsonDocument.Parse(config);
        var root = json.RootElement.Clone();

        // The oldest clients send what is inside "in" alone.
        var @in = root.Member("in") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        var type = @in.Text("type") ?? throw TdException.Invalid("The configuration names no type");
        if (type != Kind)
            throw NotSupported($"connectors of type {type}");
        var bucket = @in.Text("bucket") ?? throw TdException.Invalid("The configuration names no bucket");
        var folder = findFolder(bucket) ?? throw NotSupported($"the bucket {bucket}, for which no folder was given (AddConnectorBucket)");
        if (root.Member("out") is { } @out && @out.Text("mode") is { } mode && mode != "append")
            throw NotSupported($"mode={mode}");
        if (@in.Member("parser") is { } parser)
        {
            if (parser.Text("type") is { } format && format != "csv")
                throw NotSupported($"the parser {format}");
            if (parser.Text("delimiter") is { } delimiter && delimiter != ",")
                throw NotSupported("another delimiter than a comma");
        }

        var prefix = @in.Text("path_prefix") ?? "";
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Replace('\\', '/').StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0)
            throw TdException.Invalid($"No file of {bucket} begins with '{prefix}'");
        if (files.Find(file => !IsCsv(file)) is { } other)
            throw NotSupported($"files like {Path.GetFileName(other)}; it reads .csv and .csv.gz");
        return new ConnectorSource(root, @in, files);
    }

    /// <summary>The columns of the first file with the types that its values have.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns() => Use(_files[0], static rows => rows.ColumnTypes());

    /// <summary>The first rows of the first file.</summary>
    public List<object?[]> Preview(int count) => Use(_files[0], rows => rows.ReadAll(count));

    /// <summary>All rows in pieces. A <paramref name="timeColumn"/> gives them their time: Unix seconds, or a date.</summary>
    /// <exception cref="JobFailedException">A file cannot be read, or a time is none.</exception>
    public IEnumerable<ImportRows> Read(long arrival, string? timeColumn)
    {
        foreach (var file in _files)
        {
            using var rows = Open(file, arrival);
            foreach (var piece in rows.Read())
            {
                if (timeColumn is not null)
                    SetTimes(piece, timeColumn);
                yield return piece;
            }
        }
    }

    /// <summary>The configuration with a parser for what the files hold, unless it has one.</summary>
    public void WriteGuess(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("config");
        writer.WriteStartObject("in");
        foreach (var member in _in.EnumerateObject().Where(member => member.Name is not ("out" or "exec")))
            member.WriteTo(writer);
        if (_in.Member("parser") is null)
            WriteParser(writer);
        writer.WriteEndObject();
        foreach (var name in (string[])["out", "exec"])
        {
            writer.WritePropertyName(name);
            if (_config.Member(name) is { } given)
                given.WriteTo(writer);
            else
                writer.WriteRawValue(name == "out" ? """{"mode":"append"}""" : "{}");
        }

        writer.WriteEndObject();
    }

    private void WriteParser(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("parser");
        writer.WriteString("charset", "UTF-8");
        writer.WriteString("newline", "LF");
        writer.WriteString("type", "csv");
        writer.WriteString("delimiter", ",");
        writer.WriteString("quote", "\"");
        writer.WriteString("escape", "\"");
        writer.WriteBoolean("trim_if_not_quoted", false);
        writer.WriteNumber("skip_header_lines", 1);
        writer.WriteBoolean("allow_extra_columns", false);
        writer.WriteBoolean("allow_optional_columns", false);
        writer.WriteStartArray("columns");
        foreach (var (name, type) in Columns())
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("type", type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void SetTimes(ImportRows piece, string timeColumn)
    {
        var index = piece.Columns.FindIndex(column => column.Key == timeColumn);
        if (index < 0)
            throw new JobFailedException($"The column '{timeColumn}', which is to give the time, is not in the files.\n");
        for (var i = 0; i < piece.Count; i++)
        {
            piece.Times[i] = piece.Rows[i][index] switch
            {
                long seconds => seconds,
                string text
                    when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
                    time.ToUnixTimeSeconds(),
                _ => throw new JobFailedException($"The column '{timeColumn}' has a value that is no time.\n"),
            };
        }
    }

    private static T Use<T>(string file, Func<FileRows, T> use)
    {
        try
        {
            using var rows = FileRows.OpenCsv(file, arrival: 0);
            return use(rows);
        }
        catch (DuckDBException exception)
        {
            throw TdException.Invalid($"{Path.GetFileName(file)} cannot be read as CSV", exception);
        }
    }

    private static FileRows Open(string file, long arrival)
    {
        try
        {
            return FileRows.OpenCsv(file, arrival);
        }
        catch (DuckDBException exception)
        {
            throw new JobFailedException($"{Path.GetFileName(file)} cannot be read as CSV.\n", exception);
        }
    }

    private static bool IsCsv(string file) =>
        file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    private static TdException NotSupported(string what) =>
        TdException.NotSupported(what, $"The emulator does not have {what}; its documentation lists what it does");
}
