using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Writes an <see cref="Optional{T}"/> of a point in time; the property leaves it out when it has no value (<c>WhenWritingDefault</c>).</summary>
internal sealed class OptionalTimeConverter : JsonConverter<Optional<DateTimeOffset?>>
{
    public override bool HandleNull => true;

    public override Optional<DateTimeOffset?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.Null ? null : LenientDateTimeOffsetConverter.Parse(reader.GetString()!));

    public override void Write(Utf8JsonWriter writer, Optional<DateTimeOffset?> value, JsonSerializerOptions options)
    {
        if (value.Value is { } moment)
        {
            writer.WriteStringValue(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>Writes an <see cref="Optional{T}"/> of a number; the property leaves it out when it has no value (<c>WhenWritingDefault</c>).</summary>
internal sealed class OptionalNumberConverter : JsonConverter<Optional<long?>>
{
    public override bool HandleNull => true;

    public override Optional<long?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Optional<long?> value, JsonSerializerOptions options)
    {
        if (value.Value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
