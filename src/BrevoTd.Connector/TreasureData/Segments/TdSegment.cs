using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A segment: people of a parent segment whom a rule selects.</summary>
public record TdSegment : ICdpEntity<TdSegment>
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdSegmentId? Id { get; init; }

    /// <summary>The parent segment.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Kind.</summary>
    [JsonPropertyName("kind")]
    public TdSegmentKind? Kind { get; init; }

    /// <summary>The folder that it is in.</summary>
    [JsonPropertyName("segmentFolderId")]
    public TdSegmentFolderId? FolderId { get; init; }

    /// <summary>Number of people when it was last counted; <see langword="null"/> before.</summary>
    [JsonPropertyName("population")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? Population { get; init; }

    /// <summary>Number of its activations.</summary>
    [JsonPropertyName("numSyndications")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ActivationCount { get; init; }

    /// <summary>Whether it is shown in the console.</summary>
    [JsonPropertyName("isVisible")]
    public bool? IsVisible { get; init; }

    /// <summary>Whether its population is counted when the parent segment is rebuilt.</summary>
    [JsonPropertyName("countPopulation")]
    public bool? IsCounted { get; init; }

    /// <summary>The rule as a tree; it quotes values that people have. <see langword="null"/> where the answer has none, which does not mean that the segment selects everybody.</summary>
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

    /// <summary>Who created it; <see langword="null"/> when that is not known, and in answers of the newer style.</summary>
    [JsonPropertyName("createdBy")]
    public TdCdpUser? CreatedBy { get; init; }

    /// <summary>Who last changed it; <see langword="null"/> when that is not known, and in answers of the newer style.</summary>
    [JsonPropertyName("updatedBy")]
    public TdCdpUser? UpdatedBy { get; init; }

    TdSegment ICdpEntity<TdSegment>.With(CdpResource resource) =>
        this with
        {
            Id = resource.Id is { } id ? new TdSegmentId(id) : Id,
            FolderId = resource.Related("parentFolder") is { } folder ? new TdSegmentFolderId(folder) : FolderId,
            Kind = resource.Type switch
            {
                "segment-batch" => TdSegmentKind.Batch,
                "segment-realtime" => TdSegmentKind.Realtime,
                "segment-funnel-stage" => TdSegmentKind.FunnelStage,
                _ => Kind,
            },
        };

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(TdSegment)} {{ Id = {Id} }}";
}
