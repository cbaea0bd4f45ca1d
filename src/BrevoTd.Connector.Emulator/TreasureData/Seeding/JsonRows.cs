using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Rows from JSON objects, as a client would have packed them.</summary>
internal static class JsonRows
{
    /// <exception cref="FormatException">A row is no JSON object, or its time is no number.</exception>
    public static ImportRows Read(IEnumerable<string> rows, long arrival)
    {
        var result = new ImportRows();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
            Add(result, index, row, arrival);
        return result;
    }

    private static void Add(ImportRows rows, Dictionary<string, int> index, string json, long arrival)
    {
        var number = rows.Count + 1;
        using var document = Parse(json, number);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new FormatException($"Row {number} is not a JSON object.");
        var time = arrival;
        var values = new object?[rows.Columns.Count];
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.NameEquals("time"))
            {
                if (property.Value.ValueKind == JsonValueKind.Null)
                    continue;
                if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt64(out time))
                    throw new FormatException($"Row {number} has a time that is not a whole number of seconds.");
                continue;
            }

            if (!index.TryGetValue(property.Name, out var at))
            {
                at = rows.Columns.Count;
                index.Add(property.Name, at);
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
