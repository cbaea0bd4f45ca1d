using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A project: a set of workflows that are uploaded together.</summary>
public record TdWorkflowProject
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdWorkflowProjectId? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Revision that was uploaded last.</summary>
    [JsonPropertyName("revision")]
    public string? Revision { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("createdAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last uploaded.</summary>
    [JsonPropertyName("updatedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was deleted; <see langword="null"/> while it exists.</summary>
    [JsonPropertyName("deletedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Where its files are kept, in the service's words.</summary>
    [JsonPropertyName("archiveType")]
    public string? ArchiveType { get; init; }

    /// <summary>MD5 of its files, as Base64.</summary>
    [JsonPropertyName("archiveMd5")]
    public string? ArchiveMd5 { get; init; }

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(TdWorkflowProject)} {{ Id = {Id} }}";
}
