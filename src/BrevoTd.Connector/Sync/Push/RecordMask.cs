using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Sync;

/// <summary>Shows which fields a record has without showing a value: texts as their length, numbers and dates as their kind.</summary>
internal static class RecordMask
{
    public static string Mask(ReadOnlySpan<byte> json)
    {
        var text = new StringBuilder();
        var reader = new Utf8JsonReader(json);
        var needsComma = false;
        while (reader.Read())
        {
            var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (needsComma && !isEnd)
            {
                text.Append(", ");
            }

            needsComma = true;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    text.Append('{');
                    needsComma = false;
                    break;
                case JsonTokenType.EndObject:
                    text.Append('}');
                    break;
                case JsonTokenType.StartArray:
                    text.Append('[');
                    needsComma = false;
                    break;
                case JsonTokenType.EndArray:
                    text.Append(']');
                    break;
                case JsonTokenType.PropertyName:
                    text.Append(reader.GetString()).Append(": ");
                    needsComma = false;
                    break;
                case JsonTokenType.String:
                    text.Append(CultureInfo.InvariantCulture, $"text({reader.GetString()!.Length})");
                    break;
                case JsonTokenType.Number:
                    text.Append("number");
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    text.Append("boolean");
                    break;
                default:
                    text.Append("null");
                    break;
            }
        }

        return text.ToString();
    }
}
