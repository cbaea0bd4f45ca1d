using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads and writes a value of any kind as plain JSON.</summary>
internal sealed class PropertyValueConverter : JsonConverter<PropertyValue>
{
    public override bool HandleNull => true;

    public override PropertyValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, PropertyValue value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, PropertyValue value)
    {
        switch (value.Kind)
        {
            case PropertyValueKind.Text:
                writer.WriteStringValue(value.AsText);
                break;
            case PropertyValueKind.Number:
                writer.WriteRawValue(value.Digits!, skipInputValidation: true);
                break;
            case PropertyValueKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean!.Value);
                break;
            case PropertyValueKind.List:
                writer.WriteStartArray();
                foreach (var item in value.AsList!)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case PropertyValueKind.Object:
                Write(writer, value.AsObject!);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, PropertyValue> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static PropertyValue Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return PropertyValue.Null;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return PropertyValue.FromDigits(TextOrNumberConverter.ReadText(ref reader)!);
            case JsonTokenType.StartArray:
                var items = new List<PropertyValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader));
                }

                return PropertyValue.FromList(items);
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, PropertyValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members[name] = Read(ref reader);
                }

                return PropertyValue.FromObject(members);
            default:
                throw new JsonException($"Expected a value, found {reader.TokenType}.");
        }
    }
}
