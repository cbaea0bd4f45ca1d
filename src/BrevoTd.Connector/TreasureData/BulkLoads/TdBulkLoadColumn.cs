using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A column of a source.</summary>
public record TdBulkLoadColumn
{
    /// <summary>Position of its values in a record, from 0.</summary>
    [JsonPropertyName("index")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? Index { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Type in the connector's words, such as <c>long</c>, <c>string</c> or <c>timestamp</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The position only.</summary>
    public override string ToString() => $"{nameof(TdBulkLoadColumn)} {{ Index = {Index} }}";
}
