using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads and writes attribute values as plain JSON values.</summary>
internal sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    public override bool HandleNull => true;

    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return AttributeValue.Null;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                // Not a conditional expression: its type would be double, and whole numbers beyond 2^53 would change.
                if (reader.TryGetInt64(out var integer))
                {
                    return integer;
                }

                return reader.GetDouble();
            default:
                return ReadComposite(ref reader);
        }
    }

    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case AttributeValueKind.Text:
                writer.WriteStringValue(value.AsText);
                break;
            case AttributeValueKind.Integer:
                writer.WriteNumberValue(value.AsInteger!.Value);
                break;
            case AttributeValueKind.Number:
                writer.WriteNumberValue(value.AsNumber!.Value);
                break;
            case AttributeValueKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean!.Value);
                break;
            case AttributeValueKind.TextList:
                writer.WriteStartArray();
                foreach (var text in value.AsTextList!)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
                break;
            case AttributeValueKind.Other:
                writer.WriteRawValue(value.AsJson!);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static AttributeValue ReadComposite(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array && root.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return AttributeValue.FromTexts([.. root.EnumerateArray().Select(item => item.GetString()!)]);
        }

        return AttributeValue.FromJson(root.GetRawText());
    }
}
