using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A job with all that the service tells of it. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdJob : TdJobState
{
    /// <summary>What runs it.</summary>
    [JsonPropertyName("type")]
    public TdJobType? Type { get; init; }

    /// <summary>Database that it runs in.</summary>
    [JsonPropertyName("database")]
    public string? Database { get; init; }

    /// <summary>The SQL; for <see cref="TdJobType.BulkLoad"/> the configuration as JSON text. It may quote personal data.</summary>
    [JsonPropertyName("query")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? Query { get; init; }

    /// <summary>Address to which the service exports the result; may contain a password. Empty if it does not export.</summary>
    [JsonPropertyName("result")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? ResultUrl { get; init; }

    /// <summary>The job's page in Treasure Data's console.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Name of the user who issued it.</summary>
    [JsonPropertyName("user_name")]
    public string? UserName { get; init; }

    /// <summary>How urgent it is.</summary>
    [JsonPropertyName("priority")]
    [JsonConverter(typeof(TdPriorityConverter))]
    public TdPriority? Priority { get; init; }

    /// <summary>How often the service itself repeats the query if it fails.</summary>
    [JsonPropertyName("retry_limit")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RetryLimit { get; init; }

    /// <summary>Columns of the result, for every engine; <see langword="null"/> or empty if there is none (yet).</summary>
    [JsonPropertyName("hive_result_schema")]
    [JsonConverter(typeof(TdSchemaConverter))]
    public TdSchema? ResultSchema { get; init; }

    /// <summary>Version of the engine.</summary>
    [JsonPropertyName("engine_version")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? EngineVersion { get; init; }

    /// <summary>Job that exports this job's result.</summary>
    [JsonPropertyName("linked_result_export_job_id")]
    public TdJobId? LinkedResultExportJobId { get; init; }

    /// <summary>Job whose result this job exports.</summary>
    [JsonPropertyName("result_export_target_job_id")]
    public TdJobId? ResultExportTargetJobId { get; init; }

    /// <summary>What the job printed; lists do not carry it.</summary>
    [JsonPropertyName("debug")]
    public TdJobDebug? Debug { get; init; }

    /// <summary>Id and status only: query, addresses and names are not for logs.</summary>
    public override string ToString() => base.ToString();
}
