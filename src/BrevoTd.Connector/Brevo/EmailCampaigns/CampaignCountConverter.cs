using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Reads a figure in every form that Brevo's documents show: <c>3</c>, <c>3.0</c>, <c>"3"</c>, <c>"3,"</c>, an empty text or null, and an object
/// that holds it as <c>nbClick</c>. What is no figure is none; statistics are no reason to fail.
/// </summary>
internal sealed class CampaignCountConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadCount(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } count)
        {
            writer.WriteNumberValue(count);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    internal static long? ReadCount(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? whole : Rounded(reader.GetDouble());
            case JsonTokenType.String:
                var text = reader.GetString()!.Trim(' ', ',');
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Rounded(number) : null;
            case JsonTokenType.StartObject:
                return ReadObject(ref reader);
            default:
                reader.Skip();
                return null;
        }
    }

    private static long? ReadObject(ref Utf8JsonReader reader)
    {
        long? count = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCount = reader.ValueTextEquals("nbClick"u8);
            reader.Read();
            if (isCount)
            {
                count = ReadCount(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return count;
    }

    private static long? Rounded(double number) =>
        double.IsFinite(number) && Math.Abs(number) < long.MaxValue ? (long)Math.Round(number) : null;
}
