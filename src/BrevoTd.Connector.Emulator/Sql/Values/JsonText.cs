using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>JSON as Trino keeps it: without space, numbers with a fraction as Java's doubles, and keys sorted where it parses.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256 };

    /// <exception cref="SqlFailedException">The text is not JSON.</exception>
    public static string Parse(string text)
    {
        using var document = TryRead(text) ?? throw new SqlFailedException($"Cannot convert value to JSON: '{text}'");
        return Write(document.RootElement, sorted: true);
    }

    /// <summary>What the path leads to, as JSON.</summary>
    public static string? Extract(string text, string path)
    {
        using var document = TryRead(text);
        return document is not null && JsonPath.Find(document.RootElement, path) is { } found ? Write(found, sorted: false) : null;
    }

    /// <summary>The scalar that the path leads to, as text; NULL for arrays, objects and null.</summary>
    public static string? ExtractScalar(string text, string path)
    {
        using var document = TryRead(text);
        return document is not null && JsonPath.Find(document.RootElement, path) is { } found ? Scalar(found) : null;
    }

    public static long? ArrayLength(string text)
    {
        using var document = TryRead(text);
        return document?.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.GetArrayLength() : null;
    }

    public static long? Size(string text, string path)
    {
        using var document = TryRead(text);
        if (document is null || JsonPath.Find(document.RootElement, path) is not { } found)
            return null;
        return found.ValueKind switch
        {
            JsonValueKind.Array => found.GetArrayLength(),
            JsonValueKind.Object => found.EnumerateObject().Count(),
            _ => 0,
        };
    }

    public static bool? ArrayContains(string text, Func<JsonElement, bool> fits)
    {
        using var document = TryRead(text);
        return document?.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().Any(fits) : null;
    }

    public static bool IsScalar(string text)
    {
        using var document = TryRead(text) ?? throw new SqlFailedException($"Cannot convert value to JSON: '{text}'");
        return document.RootElement.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);
    }

    /// <summary>Takes a JSON value's scalar for a cast; null for JSON's null.</summary>
    public static (JsonValueKind Kind, string Text)? ForCast(string text, string type)
    {
        using var document = TryRead(text);
        if (document is null || document.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            throw CannotCast(text, type);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Null ? null : (root.ValueKind, Scalar(root)!);
    }

    /// <summary>The text itself when it is an array (or an object), null for JSON's null.</summary>
    public static string? OfKind(string text, JsonValueKind kind, string type)
    {
        using var document = TryRead(text);
        if (document?.RootElement.ValueKind == JsonValueKind.Null)
            return null;
        return document?.RootElement.ValueKind == kind ? text : throw CannotCast(text, type);
    }

    public static SqlFailedException CannotCast(string text, string type) => new($"Cannot cast '{text}' to {type}");

    private static JsonDocument? TryRead(string text)
    {
        try
        {
            return JsonDocument.Parse(text, s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    private static string Write(JsonElement value, bool sorted)
    {
        var text = new StringBuilder();
        Write(value, sorted, text);
        return text.ToString();
    }

    private static void Write(JsonElement value, bool sorted, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                IEnumerable<JsonProperty> properties = value.EnumerateObject();
                if (sorted)
                    properties = properties.OrderBy(p => p.Name, StringComparer.Ordinal);
                var first = true;
                foreach (var property in properties)
                {
                    if (!first)
                        text.Append(',');
                    first = false;
                    WriteText(property.Name, text);
                    text.Append(':');
                    Write(property.Value, sorted, text);
                }
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var start = text.Length;
                foreach (var item in value.EnumerateArray())
                {
                    if (text.Length > start)
                        text.Append(',');
                    Write(item, sorted, text);
                }
                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!, text);
                break;
            case JsonValueKind.Number:
                var raw = value.GetRawText();
                text.Append(raw.AsSpan().ContainsAny('.', 'e', 'E') ? TextValues.FormatJsonDouble(value.GetDouble()) : raw);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteText(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case < ' ':
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }
        text.Append('"');
    }
}
