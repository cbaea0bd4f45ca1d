using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Writes the time of a campaign with its offset from UTC. With <c>sendAtBestTime</c> Brevo takes the date alone, and in UTC that may be another day. Reads what
/// is no date, such as an empty text, as none.
/// </summary>
internal sealed class CampaignTimeConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => Parse(reader.GetString()!),
            _ => throw new JsonException($"Expected a date as text, found {reader.TokenType}."),
        };

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is { } time ? ToText(time) : null);

    private static DateTimeOffset? Parse(string text)
    {
        try
        {
            return LenientDateTimeOffsetConverter.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static string ToText(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}

/// <summary>The same for a time that is always there.</summary>
internal sealed class RequiredCampaignTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientDateTimeOffsetConverter.Parse(reader.GetString() ?? "") ?? throw new JsonException("Expected a date.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(CampaignTimeConverter.ToText(value));
}
