using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdKillAnswer
{
    [JsonPropertyName("former_status")]
    public TdJobStatus? FormerStatus { get; init; }
}
