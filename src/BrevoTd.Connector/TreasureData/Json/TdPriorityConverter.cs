using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Priorities are numbers; a number outside the known range is kept as it is.</summary>
internal sealed class TdPriorityConverter : JsonConverter<TdPriority?>
{
    private static readonly TdInt64Converter s_number = new();

    public override TdPriority? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        s_number.Read(ref reader, typeof(long?), options) is >= int.MinValue and <= int.MaxValue and var value
            ? (TdPriority)(int)value
            : null;

    public override void Write(Utf8JsonWriter writer, TdPriority? value, JsonSerializerOptions options) =>
        s_number.Write(writer, (long?)value, options);
}
