using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdTableList
{
    [JsonPropertyName("tables")]
    public IReadOnlyList<TdTable>? Tables { get; init; }
}
