using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A job that a connector session has started. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdBulkLoadRun
{
    /// <summary>The job.</summary>
    [JsonPropertyName("job_id")]
    public TdJobId? JobId { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("status")]
    public TdJobStatus? Status { get; init; }

    /// <summary>Number of records that it loaded.</summary>
    [JsonPropertyName("records")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RecordCount { get; init; }

    /// <summary>Database that received the rows.</summary>
    [JsonPropertyName("database")]
    [JsonConverter(typeof(TdNameConverter))]
    public string? Database { get; init; }

    /// <summary>Table that received the rows.</summary>
    [JsonPropertyName("table")]
    [JsonConverter(typeof(TdNameConverter))]
    public string? Table { get; init; }

    /// <summary>How urgent it is.</summary>
    [JsonPropertyName("priority")]
    [JsonConverter(typeof(TdPriorityConverter))]
    public TdPriority? Priority { get; init; }

    /// <summary>When it was issued.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it began to run; <see langword="null"/> while it waits.</summary>
    [JsonPropertyName("start_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; <see langword="null"/> until then.</summary>
    [JsonPropertyName("end_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether the job has ended, well or not.</summary>
    [JsonIgnore]
    public bool IsFinished => Status is { IsTerminal: true };

    /// <summary>The same number under the name that jobs use elsewhere.</summary>
    [JsonInclude]
    [JsonPropertyName("num_records")]
    [JsonConverter(typeof(TdInt64Converter))]
    internal long? RecordCountByOtherName
    {
        init => RecordCount = value ?? RecordCount;
    }

    /// <summary>Id, status and count only.</summary>
    public override string ToString() => $"{nameof(TdBulkLoadRun)} {{ JobId = {JobId}, Status = {Status}, RecordCount = {RecordCount} }}";
}
