using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Answer to what starts a job; the id stands in other members with every operation.</summary>
internal sealed record TdIssueAnswer
{
    [JsonPropertyName("job_id")]
    public TdJobId? JobId { get; init; }

    [JsonPropertyName("job")]
    public TdJobId? Job { get; init; }

    /// <summary>The job's id in <c>/v4</c>.</summary>
    [JsonPropertyName("id")]
    public TdJobId? Id { get; init; }

    /// <summary>The jobs that running a saved query has started.</summary>
    [JsonPropertyName("jobs")]
    public IReadOnlyList<TdScheduledJob>? Jobs { get; init; }

    [JsonIgnore]
    public TdJobId? First => Named(JobId) ?? Named(Job) ?? Named(Id) ?? Named(Jobs is [var first, ..] ? first.JobId : null);

    private static TdJobId? Named(TdJobId? id) => id is { Value.Length: > 0 } ? id : null;
}
