using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Durations are seconds, whole or broken, as numbers or as text.</summary>
internal sealed class TdSecondsConverter : JsonConverter<TimeSpan?>
{
    // Seconds beyond this do not fit a TimeSpan.
    private const double MaxSeconds = 9e11;

    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetDouble(out var number) && Math.Abs(number) < MaxSeconds:
                return TimeSpan.FromSeconds(number);
            case JsonTokenType.String:
                var text = reader.GetString();
                if (string.IsNullOrWhiteSpace(text))
                {
                    return null;
                }

                if (
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
                    && Math.Abs(parsed) < MaxSeconds
                )
                {
                    return TimeSpan.FromSeconds(parsed);
                }

                break;
        }

        throw new JsonException("A duration is not a number of seconds.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options)
    {
        if (value is { } duration)
        {
            writer.WriteNumberValue(duration.TotalSeconds);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
