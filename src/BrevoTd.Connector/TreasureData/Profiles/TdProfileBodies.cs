using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdProfileTokenBody(
    [property: JsonPropertyName("description"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    [property: JsonPropertyName("keyColumn")] string KeyColumn,
    [property: JsonPropertyName("segments")] IReadOnlyList<TdProfileTokenSegment> Segments,
    [property: JsonPropertyName("attributeColumns")] IReadOnlyList<string> AttributeColumns
);

internal sealed record TdProfileTokenSegment([property: JsonPropertyName("id"), JsonConverter(typeof(TdDigitsConverter))] string Id);
