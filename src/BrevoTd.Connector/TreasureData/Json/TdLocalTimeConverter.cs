using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A time by the clock of a zone that stands elsewhere: <c>2024-10-01T02:00:00</c>. Empty text means none.</summary>
internal sealed class TdLocalTimeConverter : JsonConverter<DateTime?>
{
    public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("A time is not a text.");
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // With an offset, its clock is the one that is meant: nothing is converted.
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateTime.SpecifyKind(time.DateTime, DateTimeKind.Unspecified)
            : throw new JsonException("A time is in none of the service's styles.");
    }

    public override void Write(Utf8JsonWriter writer, DateTime? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
