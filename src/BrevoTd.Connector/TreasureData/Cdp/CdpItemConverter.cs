using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads one value: flat, as <c>{"data":{…}}</c>, or as a bare resource.</summary>
internal sealed class CdpItemConverter<T> : JsonConverter<CdpItem<T>>
    where T : class, ICdpEntity<T>
{
    public override CdpItem<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(
            ReadValue(document.RootElement, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))
                ?? throw new JsonException("The answer holds no object.")
        );
    }

    public override void Write(Utf8JsonWriter writer, CdpItem<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are read only.");

    public static T? ReadValue(JsonElement element, JsonTypeInfo<T> type)
    {
        if (
            element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("data", out var data)
            && data.ValueKind == JsonValueKind.Object
        )
        {
            element = data;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // An audience of the older style has a member of the same name, which is a list.
        return element.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object
            ? attributes.Deserialize(type)?.With(new CdpResource(element))
            : element.Deserialize(type);
    }
}
