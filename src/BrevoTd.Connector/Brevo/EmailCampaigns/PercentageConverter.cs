using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads a percentage from <c>"70%"</c>, <c>"70"</c> or <c>70</c>; an empty text is none.</summary>
internal sealed class PercentageConverter : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.GetDouble();
            case JsonTokenType.String:
                var text = reader.GetString()!.Trim().TrimEnd('%');
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number}%") : null);
}
