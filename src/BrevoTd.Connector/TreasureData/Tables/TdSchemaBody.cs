using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Body of the calls that change a schema; here, unlike in answers, the list is not wrapped into a text.</summary>
internal sealed record TdSchemaBody
{
    [JsonPropertyName("schema")]
    public required IReadOnlyList<IReadOnlyList<string>> Schema { get; init; }
}
