using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What is in a folder: a folder, a segment, a funnel, a token for profiles, or whatever else the service keeps there.</summary>
public record TdFolderEntry : ICdpEntity<TdFolderEntry>
{
    /// <summary>Id, unique among entries of the same type.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>What it is, in the service's words, such as <c>folder-segment</c> or <c>segment-batch</c>.</summary>
    [JsonIgnore]
    public string? Type { get; init; }

    /// <summary>The folder that it is in.</summary>
    [JsonIgnore]
    public TdSegmentFolderId? ParentFolderId { get; init; }

    /// <summary>The parent segment.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Number of people when it was last counted, where it has people.</summary>
    [JsonPropertyName("population")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? Population { get; init; }

    /// <summary>The rule, where it is a segment and the rule was asked for.</summary>
    [JsonPropertyName("rule")]
    public JsonElement? Rule { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("createdAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonPropertyName("updatedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    TdFolderEntry ICdpEntity<TdFolderEntry>.With(CdpResource resource) =>
        this with
        {
            Id = resource.Id ?? Id,
            Type = resource.Type ?? Type,
            ParentFolderId = resource.Related("parentFolder") is { } folder ? new TdSegmentFolderId(folder) : ParentFolderId,
        };

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdFolderEntry);
}
