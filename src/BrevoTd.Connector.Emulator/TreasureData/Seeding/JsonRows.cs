using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Adds JSON objects to rows, as a client would have packed them.</summary>
internal sealed class JsonRows(ImportRows rows, long arrival)
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">A row is no JSON object, or its time is no number.</exception>
    public static ImportRows Read(IEnumerable<string> rows, long arrival)
    {
        var result = new ImportRows();
        var reader = new JsonRows(result, arrival);
        foreach (var row in rows)
        {
            using var document = Parse(row, result.Count + 1);
            reader.Add(document.RootElement, result.Count + 1);
        }

        return result;
    }

    /// <summary>Adds one row, or throws and adds nothing.</summary>
    /// <exception cref="FormatException">It is no JSON object, or its time is no number.</exception>
    public void Add(JsonElement row, int number)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new FormatException($"Row {number} is not a JSON object.");
        var time = arrival;
        if (row.TryGetProperty("time", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind != JsonValueKind.Number || !given.TryGetInt64(out time))
                throw new FormatException($"Row {number} has a time that is not a whole number of seconds.");
        }

        var values = new object?[rows.Columns.Count];
        foreach (var property in row.EnumerateObject())
        {
            if (property.NameEquals("time"))
                continue;
            if (!_index.TryGetValue(property.Name, out var at))
            {
                at = rows.Columns.Count;
                _index.Add(property.Name, at);
                rows.Columns.Add(new ImportColumn(property.Name, System.Text.Encoding.UTF8.GetBytes(property.Name)));
            }

            if (at >= values.Length)
                Array.Resize(ref values, at + 1);
            values[at] = ToValue(property.Value);
        }

        rows.Add(time, values);
    }

    private static JsonDocument Parse(string json, int number)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Row {number} is not JSON.", exception);
        }
    }

    private static object? ToValue(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number when element.TryGetInt64(out var whole):
                return whole;
            case JsonValueKind.Number when element.TryGetUInt64(out var large):
                return large;
            case JsonValueKind.Number:
                return element.GetDouble();
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(ToValue).ToList();
            case JsonValueKind.Object:
                var map = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                    map[property.Name] = ToValue(property.Value);
                return map;
            default:
                return null;
        }
    }
}
