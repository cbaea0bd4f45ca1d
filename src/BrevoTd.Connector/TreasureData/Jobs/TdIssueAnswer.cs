using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Answer to issuing a job; the id stands in one or both of two members.</summary>
internal sealed record TdIssueAnswer
{
    [JsonPropertyName("job_id")]
    public TdJobId? JobId { get; init; }

    [JsonPropertyName("job")]
    public TdJobId? Job { get; init; }
}
