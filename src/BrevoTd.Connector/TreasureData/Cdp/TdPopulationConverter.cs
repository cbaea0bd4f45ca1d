using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A population is a list: seconds since 1970, the number of people, whether they were counted.</summary>
internal sealed class TdPopulationConverter : JsonConverter<TdPopulation>
{
    private static readonly LenientDateTimeOffsetConverter s_date = new();
    private static readonly TdInt64Converter s_number = new();

    public override TdPopulation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A population is not a list.");
        }

        var value = new TdPopulation();
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            switch (index)
            {
                case 0:
                    value = value with { At = s_date.Read(ref reader, typeof(DateTimeOffset?), options) };
                    break;
                case 1:
                    value = value with { Population = s_number.Read(ref reader, typeof(long?), options) };
                    break;
                case 2 when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                    value = value with { IsCounted = reader.GetBoolean() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    public override void Write(Utf8JsonWriter writer, TdPopulation value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are read only.");
}
