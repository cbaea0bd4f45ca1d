using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The service's receipt for imported rows.</summary>
public record TdImportResult
{
    /// <summary>Database that received the rows.</summary>
    [JsonPropertyName("database")]
    public string? Database { get; init; }

    /// <summary>Table that received the rows.</summary>
    [JsonPropertyName("table")]
    public string? Table { get; init; }

    /// <summary>MD5 of the bytes that the service received, in hexadecimal digits; already compared with what was sent.</summary>
    [JsonPropertyName("md5_hex")]
    public string? Md5Hex { get; init; }

    /// <summary>The import's id, under which the service recognises a repeat.</summary>
    [JsonPropertyName("unique_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? UniqueId { get; init; }

    /// <summary>How long the service took.</summary>
    [JsonPropertyName("elapsed_time")]
    [JsonConverter(typeof(TdSecondsConverter))]
    public TimeSpan? ElapsedTime { get; init; }

    /// <summary>The duration only.</summary>
    public override string ToString() => $"{nameof(TdImportResult)} {{ ElapsedTime = {ElapsedTime} }}";
}
