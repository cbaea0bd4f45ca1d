using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Http;

/// <summary>Reads an id from a number or from a string of digits, because both occur; writes a number.</summary>
internal sealed class NumericIdConverter<T> : JsonConverter<T>
    where T : struct, INumericId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
        {
            return T.From(number);
        }

        if (
            reader.TokenType == JsonTokenType.String
            && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
        )
        {
            return T.From(parsed);
        }

        throw new JsonException($"Expected a whole number for {typeof(T).Name}, found {reader.TokenType}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
