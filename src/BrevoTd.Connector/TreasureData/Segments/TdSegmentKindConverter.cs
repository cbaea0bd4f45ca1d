using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Kinds are numbers, in some answers as text.</summary>
internal sealed class TdSegmentKindConverter : JsonConverter<TdSegmentKind>
{
    private static readonly TdInt64Converter s_number = new();

    public override TdSegmentKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        s_number.Read(ref reader, typeof(long?), options) is >= int.MinValue and <= int.MaxValue and var value
            ? (TdSegmentKind)(int)value
            : throw new JsonException("A kind of segment is not a number.");

    public override void Write(Utf8JsonWriter writer, TdSegmentKind value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((int)value);
}
