using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A database. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdDatabase
{
    /// <summary>Id; only <see cref="TreasureDataDatabasesClient.GetAsync"/> answers it, lists do not.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Number of rows in all its tables, as last counted by the service.</summary>
    [JsonPropertyName("count")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RowCount { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What the calling user may do with it, in the service's words, such as <c>owner</c> or <c>administrator</c>.</summary>
    [JsonPropertyName("permission")]
    public string? Permission { get; init; }

    /// <summary>Whether it is protected against deletion.</summary>
    [JsonPropertyName("delete_protected")]
    public bool? IsDeleteProtected { get; init; }

    /// <summary>Counts only, no names.</summary>
    public override string ToString() => $"{nameof(TdDatabase)} {{ RowCount = {RowCount} }}";
}
