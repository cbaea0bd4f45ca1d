using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Job ids are text in some answers and numbers in others.</summary>
internal sealed class TdJobIdConverter : JsonConverter<TdJobId>
{
    public override TdJobId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(TextOrNumberConverter.ReadText(ref reader) ?? "");

    public override void Write(Utf8JsonWriter writer, TdJobId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
