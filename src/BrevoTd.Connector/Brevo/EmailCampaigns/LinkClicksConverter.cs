using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads clicks by link: a map from address to a number or to an object with <c>nbClick</c>, or the empty array that stands for an empty map.</summary>
internal sealed class LinkClicksConverter : JsonConverter<IReadOnlyDictionary<string, long>>
{
    public override IReadOnlyDictionary<string, long> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var clicks = new Dictionary<string, long>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return clicks;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var link = reader.GetString()!;
            reader.Read();
            clicks[link] = CampaignCountConverter.ReadCount(ref reader) ?? 0;
        }

        return clicks;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, long> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (link, count) in value)
        {
            writer.WriteNumber(link, count);
        }

        writer.WriteEndObject();
    }
}
