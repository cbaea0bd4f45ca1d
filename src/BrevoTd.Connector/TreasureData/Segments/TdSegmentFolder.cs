using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A folder of segments.</summary>
public record TdSegmentFolder : ICdpEntity<TdSegmentFolder>
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdSegmentFolderId? Id { get; init; }

    /// <summary>The parent segment.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The folder that it is in; <see langword="null"/> for the topmost one, and where the answer does not say.</summary>
    [JsonPropertyName("parentFolderId")]
    public TdSegmentFolderId? ParentFolderId { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("createdAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonPropertyName("updatedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Who created it; <see langword="null"/> when that is not known, and in answers of the newer style.</summary>
    [JsonPropertyName("createdBy")]
    public TdCdpUser? CreatedBy { get; init; }

    /// <summary>Who last changed it; <see langword="null"/> when that is not known, and in answers of the newer style.</summary>
    [JsonPropertyName("updatedBy")]
    public TdCdpUser? UpdatedBy { get; init; }

    TdSegmentFolder ICdpEntity<TdSegmentFolder>.With(CdpResource resource) =>
        this with
        {
            Id = resource.Id is { } id ? new TdSegmentFolderId(id) : Id,
            ParentFolderId = resource.Related("parentFolder") is { } folder ? new TdSegmentFolderId(folder) : ParentFolderId,
        };

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(TdSegmentFolder)} {{ Id = {Id} }}";
}
