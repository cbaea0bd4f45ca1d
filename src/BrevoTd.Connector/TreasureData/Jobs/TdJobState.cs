using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Where a job stands: the light answer that is meant for polling.</summary>
public record TdJobState
{
    /// <summary>The job.</summary>
    [JsonPropertyName("job_id")]
    public TdJobId? JobId { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("status")]
    public TdJobStatus? Status { get; init; }

    /// <summary>When it was issued.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it began to run; <see langword="null"/> while it waits.</summary>
    [JsonPropertyName("start_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; <see langword="null"/> until then.</summary>
    [JsonPropertyName("end_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long it ran.</summary>
    [JsonPropertyName("duration")]
    [JsonConverter(typeof(TdSecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>Processor time that it used, where the engine reports it.</summary>
    [JsonPropertyName("cpu_time")]
    [JsonConverter(typeof(TdSecondsConverter))]
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Size of the result in bytes in the format <see cref="TdResultFormat.MessagePackGzip"/>, and in no other.</summary>
    [JsonPropertyName("result_size")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ResultSize { get; init; }

    /// <summary>Number of records of the result; may stay <see langword="null"/> even after the end.</summary>
    [JsonPropertyName("num_records")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RecordCount { get; init; }

    /// <summary>Whether the job has ended, well or not.</summary>
    [JsonIgnore]
    public bool IsFinished => Status is { IsTerminal: true };

    /// <summary>The same time under the name that some versions of the service use.</summary>
    [JsonInclude]
    [JsonPropertyName("started_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    internal DateTimeOffset? StartedAtByOtherName
    {
        init => StartedAt = value ?? StartedAt;
    }

    /// <summary>Id and status only.</summary>
    public override string ToString() => $"{GetType().Name} {{ JobId = {JobId}, Status = {Status} }}";
}
