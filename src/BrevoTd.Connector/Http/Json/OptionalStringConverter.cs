using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Http;

/// <summary>Writes an <see cref="Optional{T}"/> of text; the property leaves it out when it has no value (<c>WhenWritingDefault</c>).</summary>
internal sealed class OptionalStringConverter : JsonConverter<Optional<string>>
{
    public override Optional<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Optional<string> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
