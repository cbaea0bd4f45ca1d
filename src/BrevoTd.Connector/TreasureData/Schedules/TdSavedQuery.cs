using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A query that is saved in the account, with or without a schedule. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdSavedQuery
{
    /// <summary>Id; only some answers carry it, lists do not.</summary>
    [JsonPropertyName("id")]
    public TdSavedQueryId? Id { get; init; }

    /// <summary>Name, unique in the account.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>When it runs, as a cron expression or a word such as <c>@daily</c>; <see langword="null"/> or empty if it has no schedule.</summary>
    [JsonPropertyName("cron")]
    public string? Cron { get; init; }

    /// <summary>Time zone of <see cref="Cron"/>, such as <c>Europe/Paris</c>; UTC where it is missing.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>How long after its scheduled time a run begins, so that late rows are there.</summary>
    [JsonPropertyName("delay")]
    [JsonConverter(typeof(TdSecondsConverter))]
    public TimeSpan? Delay { get; init; }

    /// <summary>When it runs next; <see langword="null"/> without a schedule.</summary>
    [JsonPropertyName("next_time")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Engine that runs it.</summary>
    [JsonPropertyName("type")]
    public TdJobType? Type { get; init; }

    /// <summary>Version of the engine.</summary>
    [JsonPropertyName("engine_version")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? EngineVersion { get; init; }

    /// <summary>Database that it runs in.</summary>
    [JsonPropertyName("database")]
    public string? Database { get; init; }

    /// <summary>The SQL. It may quote personal data.</summary>
    [JsonPropertyName("query")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? Query { get; init; }

    /// <summary>Name of the user who owns it.</summary>
    [JsonPropertyName("user_name")]
    public string? UserName { get; init; }

    /// <summary>How urgent its jobs are.</summary>
    [JsonPropertyName("priority")]
    [JsonConverter(typeof(TdPriorityConverter))]
    public TdPriority? Priority { get; init; }

    /// <summary>How often the service itself repeats a job that fails.</summary>
    [JsonPropertyName("retry_limit")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RetryLimit { get; init; }

    /// <summary>Address to which results are exported; may contain a password. Empty if they are not.</summary>
    [JsonPropertyName("result")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? ResultUrl { get; init; }

    /// <summary>The same time under the name that answers to creating use.</summary>
    [JsonInclude]
    [JsonPropertyName("start")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    internal DateTimeOffset? NextRunAtByOtherName
    {
        // Never written: one name is enough.
        get => null;
        init => NextRunAt = value ?? NextRunAt;
    }

    /// <summary>Id and time only: names, query and addresses are not for logs.</summary>
    public override string ToString() => $"{nameof(TdSavedQuery)} {{ Id = {Id}, NextRunAt = {NextRunAt:u} }}";
}
