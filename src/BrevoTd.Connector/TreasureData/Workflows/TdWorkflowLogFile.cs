using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A file of an attempt's log: what one task wrote, compressed with gzip.</summary>
public record TdWorkflowLogFile
{
    /// <summary>Name of the file.</summary>
    [JsonPropertyName("fileName")]
    public string? FileName { get; init; }

    /// <summary>Full name of the task.</summary>
    [JsonPropertyName("taskName")]
    public string? TaskName { get; init; }

    /// <summary>Size in bytes, compressed.</summary>
    [JsonPropertyName("fileSize")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? FileSize { get; init; }

    /// <summary>When it was written.</summary>
    [JsonPropertyName("fileTime")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? FileTime { get; init; }

    /// <summary>The machine that wrote it.</summary>
    [JsonPropertyName("agentId")]
    public string? AgentId { get; init; }

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdWorkflowLogFile);
}
