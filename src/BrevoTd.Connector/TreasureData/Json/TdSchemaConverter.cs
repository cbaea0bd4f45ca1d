using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Schemas are JSON that stands as a text inside JSON. A list that is not wrapped into a text is read too.</summary>
internal sealed class TdSchemaConverter : JsonConverter<TdSchema?>
{
    public override TdSchema? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = TdTextOrJsonConverter.ReadText(ref reader);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return TdSchema.Parse(text);
        }
        catch (TreasureDataResultException e)
        {
            throw new JsonException("A schema is not a list of names and types.", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, TdSchema? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.ToJson());
}
