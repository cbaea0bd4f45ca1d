using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What a connector is told: a configuration, and around it where the rows go and when. What is not known is not sent.</summary>
internal sealed record TdBulkLoadBody
{
    [JsonPropertyName("config")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Config { get; init; }

    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    [JsonPropertyName("database")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Database { get; init; }

    [JsonPropertyName("table")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Table { get; init; }

    [JsonPropertyName("time_column")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeColumn { get; init; }

    [JsonPropertyName("cron")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cron { get; init; }

    [JsonPropertyName("timezone")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    [JsonPropertyName("delay")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DelaySeconds { get; init; }

    /// <summary>Reads the configuration out of a text: the object itself, or the object of a file that has it as a member <c>config</c>.</summary>
    public static JsonElement ReadConfig(string config, string parameter = "config")
    {
        var root = TdJsonObject.Parse(config, parameter);
        return
            root.TryGetProperty("config", out var inner)
            && inner.ValueKind == JsonValueKind.Object
            && !root.TryGetProperty("type", out _)
            && !root.TryGetProperty("in", out _)
            ? inner
            : root;
    }
}

/// <summary>Body of <c>POST /v3/bulk_loads/{name}/jobs</c>.</summary>
internal sealed record TdBulkLoadRunBody
{
    [JsonPropertyName("scheduled_time")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ScheduledTime { get; init; }

    [JsonPropertyName("domain_key")]
    public required string DomainKey { get; init; }
}

/// <summary>The part of a guess's answer that is wanted.</summary>
internal sealed record TdBulkLoadGuess
{
    [JsonPropertyName("config")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? Config { get; init; }
}
