using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A connector session: a saved configuration that loads data from elsewhere into a table. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdBulkLoad
{
    /// <summary>Id, where the answer has one.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name, unique in the account.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The connector's configuration as JSON text. It may hold keys and passwords.</summary>
    [JsonPropertyName("config")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? Config { get; init; }

    /// <summary>Where incremental loading has got to, as JSON text: what the last run has changed in the configuration.</summary>
    [JsonPropertyName("config_diff")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? ConfigDiff { get; init; }

    /// <summary>When it runs, as a cron expression or a word such as <c>@daily</c>; <see langword="null"/> or empty if it has no schedule.</summary>
    [JsonPropertyName("cron")]
    public string? Cron { get; init; }

    /// <summary>Time zone of <see cref="Cron"/>.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>How long after its scheduled time a run begins.</summary>
    [JsonPropertyName("delay")]
    [JsonConverter(typeof(TdSecondsConverter))]
    public TimeSpan? Delay { get; init; }

    /// <summary>Database that receives the rows.</summary>
    [JsonPropertyName("database")]
    [JsonConverter(typeof(TdNameConverter))]
    public string? Database { get; init; }

    /// <summary>Table that receives the rows.</summary>
    [JsonPropertyName("table")]
    [JsonConverter(typeof(TdNameConverter))]
    public string? Table { get; init; }

    /// <summary>Column of the source that becomes <c>time</c>.</summary>
    [JsonPropertyName("time_column")]
    public string? TimeColumn { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>No name, and no configuration: it may hold secrets.</summary>
    public override string ToString() => $"{nameof(TdBulkLoad)} {{ CreatedAt = {CreatedAt:u} }}";
}
