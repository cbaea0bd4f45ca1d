using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A table. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdTable
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Kind of table in the service's words; <c>log</c> for all tables of today.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Number of rows, as last counted by the service.</summary>
    [JsonPropertyName("count")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RowCount { get; init; }

    /// <summary>The columns; <c>time</c> and <c>v</c>, which every table has, are not among them.</summary>
    [JsonPropertyName("schema")]
    [JsonConverter(typeof(TdSchemaConverter))]
    public TdSchema? Schema { get; init; }

    /// <summary>Space that the table takes, in bytes, as estimated by the service.</summary>
    [JsonPropertyName("estimated_storage_size")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? EstimatedStorageSize { get; init; }

    /// <summary>When <see cref="RowCount"/> was last counted.</summary>
    [JsonPropertyName("counter_updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CounterUpdatedAt { get; init; }

    /// <summary>The latest <c>time</c> among the rows, as far as the service knows it.</summary>
    [JsonPropertyName("last_log_timestamp")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? LastLogTimestamp { get; init; }

    /// <summary>After how many days rows expire; <see langword="null"/> if they do not.</summary>
    [JsonPropertyName("expire_days")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ExpireDays { get; init; }

    /// <summary>Whether queries see the column <c>v</c>, the whole row as a map.</summary>
    [JsonPropertyName("include_v")]
    public bool? IncludesV { get; init; }

    /// <summary>Whether the table is protected against deletion.</summary>
    [JsonPropertyName("delete_protected")]
    public bool? IsDeleteProtected { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Counts only, no names.</summary>
    public override string ToString() => $"{nameof(TdTable)} {{ RowCount = {RowCount} }}";
}
