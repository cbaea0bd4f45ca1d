using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Http;

/// <summary>
/// Reads the date styles that the services mix: ISO 8601 with or without zone, <c>2020-12-31 11:22:33 UTC</c>, <c>2020-12-31 11:22:33 -0500</c>,
/// and an empty string for "not set". A date without a zone is UTC.
/// </summary>
internal sealed class LenientDateTimeOffsetConverter : JsonConverter<DateTimeOffset?>
{
    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd HH:mm:ss 'UTC'",
        "yyyy-MM-dd HH:mm:ss zzz",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd",
    ];

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetInt64(out var seconds):
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            case JsonTokenType.String:
                return Parse(reader.GetString()!);
            default:
                throw new JsonException($"Expected a date as text, found {reader.TokenType}.");
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } date)
        {
            writer.WriteStringValue(date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    internal static DateTimeOffset? Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return TryParse(text, out var moment) ? moment : throw new JsonException("Expected a date in one of the service's styles.");
    }

    internal static bool TryParse(string text, out DateTimeOffset moment)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, Styles, out moment)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out moment);
    }
}
