using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdResultTargetList
{
    [JsonPropertyName("results")]
    public IReadOnlyList<TdResultTarget>? Results { get; init; }
}

internal sealed record TdConnectionLookup
{
    [JsonPropertyName("id")]
    public TdConnectionId? Id { get; init; }
}
