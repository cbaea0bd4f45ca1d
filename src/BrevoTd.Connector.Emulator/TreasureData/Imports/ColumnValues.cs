using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Values of imported rows: which type they are, and how they turn into the type of their column.</summary>
internal static class ColumnValues
{
    /// <summary>The narrowest column type of a value. There is no boolean column (reference §0 #11), so a boolean is text.</summary>
    public static ColumnType TypeOf(object value) =>
        value switch
        {
            long => ColumnType.Long,
            double => ColumnType.Double,
            List<object?> list => ColumnType.ArrayOf(Common(list)),
            Dictionary<string, object?> map => ColumnType.MapOf(ColumnType.Text, Common(map.Values)),
            _ => ColumnType.Text,
        };

    /// <summary>Whether <see cref="Convert"/> keeps all there is in the value, so that the column need not become wider.</summary>
    public static bool Fits(object? value, ColumnType type)
    {
        if (value is null || ReferenceEquals(type, ColumnType.Text))
        {
            return true;
        }

        if (type.IsArray)
        {
            return value is List<object?> list && list.TrueForAll(item => Fits(item, type.Element!));
        }

        if (type.IsMap)
        {
            return value is Dictionary<string, object?> map
                && map.All(pair => Fits(pair.Key, type.Key!) && Fits(pair.Value, type.Element!));
        }

        return type.Equals(ColumnType.Text) || Convert(value, type) is not null;
    }

    /// <summary>The value as the column stores it (long, double, string, a list or a dictionary of those), or null where it cannot be one.</summary>
    public static object? Convert(object? value, ColumnType type)
    {
        if (value is null)
        {
            return null;
        }

        // The common cases first: the value is what the column holds.
        if (
            value is string && ReferenceEquals(type, ColumnType.Text)
            || value is long && type.Name == "long"
            || value is double && type.IsFloating
        )
        {
            return value;
        }

        if (type.IsInteger)
        {
            return ToInteger(value) is { } number && (type.Name == "long" || number is >= int.MinValue and <= int.MaxValue) ? number : null;
        }

        if (type.IsFloating)
        {
            return value switch
            {
                double number => number,
                long number => (double)number,
                bool flag => flag ? 1.0 : 0.0,
                string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
                _ => null,
            };
        }

        if (type.IsArray)
        {
            return value is List<object?> list ? list.ConvertAll(item => Convert(item, type.Element!)) : null;
        }

        if (type.IsMap)
        {
            return value is Dictionary<string, object?> map ? ConvertMap(map, type) : null;
        }

        return ToText(value);
    }

    /// <summary>The value as text: numbers with all their digits, lists and maps as JSON.</summary>
    public static string? ToText(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "true" : "false",
            double number => NumberText(number),
            List<object?> or Dictionary<string, object?> => ToJson(value),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };

    /// <summary>A number with a fraction or exponent, as Trino casts a double to text.</summary>
    public static string NumberText(double number)
    {
        if (double.IsNaN(number))
        {
            return "NaN";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "Infinity" : "-Infinity";
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        var mantissa = text[..exponent];
        var power = int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{mantissa}{(mantissa.Contains('.', StringComparison.Ordinal) ? "" : ".0")}E{power}"
        );
    }

    private static long? ToInteger(object value) =>
        value switch
        {
            long number => number,
            bool flag => flag ? 1 : 0,
            double number when number == Math.Floor(number) && Math.Abs(number) < 9e15 => (long)number,
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };

    private static Dictionary<object, object?> ConvertMap(Dictionary<string, object?> map, ColumnType type)
    {
        var converted = new Dictionary<object, object?>(map.Count);
        foreach (var (key, item) in map)
        {
            if (Convert(key, type.Key!) is { } convertedKey)
            {
                converted[convertedKey] = Convert(item, type.Element!);
            }
        }

        return converted;
    }

    private static ColumnType Common(IEnumerable<object?> values)
    {
        ColumnType? type = null;
        foreach (var value in values)
        {
            if (value is not null)
            {
                var next = TypeOf(value);
                type = type is null ? next : ColumnType.Widen(type, next);
            }
        }

        return type ?? ColumnType.Text;
    }

    private static string ToJson(object value)
    {
        using var buffer = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            WriteJson(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteJson(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteRawValue(NumberText(number), skipInputValidation: true);
                break;
            case List<object?> list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    WriteJson(writer, item);
                }

                writer.WriteEndArray();
                break;
            case Dictionary<string, object?> map:
                writer.WriteStartObject();
                foreach (var (key, item) in map)
                {
                    writer.WritePropertyName(key);
                    WriteJson(writer, item);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }
}
