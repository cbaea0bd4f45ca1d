using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdJobList
{
    [JsonPropertyName("jobs")]
    public IReadOnlyList<TdJob>? Jobs { get; init; }
}
