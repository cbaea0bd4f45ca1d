using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Http;

/// <summary>A mandatory point in time of a request: written in UTC with milliseconds, as both services document it.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientDateTimeOffsetConverter.Parse(reader.GetString()!)
        ?? throw new JsonException("Expected a point in time, found an empty text.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
