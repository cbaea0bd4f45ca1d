using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A preview of a rule: how many people it selects, and a sample of them.</summary>
public record TdSegmentPreview
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdSegmentPreviewId? Id { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("status")]
    public TdSegmentPreviewStatus? Status { get; init; }

    /// <summary>How many people the rule selects; <see langword="null"/> until that is counted.</summary>
    [JsonPropertyName("count")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? Count { get; init; }

    /// <summary>Number of pages of the sample.</summary>
    [JsonPropertyName("maxPage")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? MaxPage { get; init; }

    /// <summary>The job that reads the sample.</summary>
    [JsonPropertyName("jobid")]
    public TdJobId? JobId { get; init; }

    /// <summary>The job that counts.</summary>
    [JsonPropertyName("countJobid")]
    public TdJobId? CountJobId { get; init; }

    /// <summary>How many groups of customers the rule touches.</summary>
    [JsonPropertyName("customerGroupCount")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? CustomerGroupCount { get; init; }

    /// <summary>What went wrong, in the service's words; may quote data.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>Whether it has ended, well or not.</summary>
    [JsonIgnore]
    public bool IsFinished => Status is { IsTerminal: true };

    /// <summary>The id under its other name.</summary>
    [JsonInclude]
    [JsonPropertyName("queryId")]
    internal TdSegmentPreviewId? QueryId
    {
        init => Id = Id ?? value;
    }

    /// <summary>Id and status only.</summary>
    public override string ToString() => $"{nameof(TdSegmentPreview)} {{ Id = {Id}, Status = {Status} }}";
}
