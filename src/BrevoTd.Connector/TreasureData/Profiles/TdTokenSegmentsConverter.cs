using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The segments of a token: objects, or nothing but their ids.</summary>
internal sealed class TdTokenSegmentsConverter : JsonConverter<IReadOnlyList<TdSegment>>
{
    public override IReadOnlyList<TdSegment>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Segments are not a list.");
        }

        var segments = new List<TdSegment>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                segments.Add(JsonSerializer.Deserialize(ref reader, TreasureDataCdpJsonContext.Default.TdSegment)!);
            }
            else if (TextOrNumberConverter.ReadText(ref reader) is { } id)
            {
                segments.Add(new TdSegment { Id = new TdSegmentId(id) });
            }
        }

        return segments;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TdSegment> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are read only.");
}
