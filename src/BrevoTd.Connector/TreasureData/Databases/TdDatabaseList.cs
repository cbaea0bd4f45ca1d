using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdDatabaseList
{
    [JsonPropertyName("databases")]
    public IReadOnlyList<TdDatabase>? Databases { get; init; }
}
