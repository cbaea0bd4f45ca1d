using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Http;

/// <summary>Reads an id that is a text, and takes a number for the text of its digits; writes a text.</summary>
internal sealed class TextIdConverter<T> : JsonConverter<T>
    where T : struct, IStringValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(TextOrNumberConverter.ReadText(ref reader)!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
