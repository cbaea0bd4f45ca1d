using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Schemas as text: JSON inside a string (reference §0 #10, §5.2).</summary>
internal static class SchemaText
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<ColumnState> columns, bool withDescriptions) =>
        WriteArray(writer =>
        {
            foreach (var column in columns)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(column.Key);
                writer.WriteStringValue(column.Type);
                writer.WriteStringValue(column.Alias);
                if (withDescriptions && column.Description is { } description)
                    writer.WriteStringValue(description);
                writer.WriteEndArray();
            }
        });

    public static string WriteResult(IEnumerable<string[]> columns) =>
        WriteArray(writer =>
        {
            foreach (var column in columns)
            {
                writer.WriteStartArray();
                foreach (var part in column)
                    writer.WriteStringValue(part);
                writer.WriteEndArray();
            }
        });

    /// <summary>Reads a schema that a client sends.</summary>
    /// <param name="text">JSON: <c>[["key","type"],["key","type","alias"],["key","type","alias","description"]]</c>.</param>
    /// <param name="existing">Columns that stay; a new alias must not collide with theirs.</param>
    /// <param name="ignoreDuplicates">Keep the first of several columns of one name instead of refusing.</param>
    /// <exception cref="TdException">422: the schema breaks a rule; the message names it.</exception>
    public static List<ColumnState> Read(string text, IReadOnlyList<ColumnState> existing, bool ignoreDuplicates)
    {
        var columns = new List<ColumnState>();
        foreach (var parts in ReadArrays(text))
        {
            var key = parts[0];
            if (key.Length == 0)
                throw TdException.Invalid("Invalid schema: a column name must not be empty");
            if (key is "time" or "v")
                throw TdException.Invalid($"Invalid schema: Column name '{key}' is reserved");
            if (!ColumnType.TryParse(parts[1], out var type))
                throw TdException.Invalid($"Invalid schema: type '{parts[1]}' of column '{key}' is unknown");
            var alias = parts.Count > 2 && parts[2].Length > 0 ? parts[2] : null;
            if (alias is not null && !TableNames.IsPlain(alias))
                throw TdException.Invalid(
                    $"Invalid schema: alias '{alias}' must only consist of lower-case alpha-numeric characters and '_'"
                );
            if (alias is "time" or "v")
                throw TdException.Invalid($"Invalid schema: Column name '{alias}' is reserved");
            if (columns.Exists(column => column.Key == key || column.Alias == alias))
            {
                if (ignoreDuplicates)
                    continue;
                throw TdException.Invalid($"Invalid schema: column '{key}' occurs twice");
            }

            alias ??= existing.FirstOrDefault(column => column.Key == key)?.Alias;
            alias ??= TableNames.ToAlias(
                key,
                name => name is "time" or "v" || columns.Exists(c => c.Alias == name) || existing.Any(c => c.Alias == name)
            );
            columns.Add(new ColumnState(key, type.ToString(), alias, parts.Count > 3 ? parts[3] : null));
        }

        return columns;
    }

    private static List<List<string>> ReadArrays(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Array)
            {
                var arrays = new List<List<string>>();
                foreach (var item in json.RootElement.EnumerateArray())
                {
                    if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() is < 2 or > 4)
                        break;
                    arrays.Add([.. item.EnumerateArray().Select(part => part.ValueKind == JsonValueKind.String ? part.GetString()! : "")]);
                }

                if (arrays.Count == json.RootElement.GetArrayLength())
                    return arrays;
            }
        }
        catch (JsonException)
        {
            // Reported below, like JSON of another shape.
        }

        throw TdException.Invalid(
            "Invalid schema: a JSON array of [name, type], [name, type, alias] or [name, type, alias, description] is needed"
        );
    }

    private static string WriteArray(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
