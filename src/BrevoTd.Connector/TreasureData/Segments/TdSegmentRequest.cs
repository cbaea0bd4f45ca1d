using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A segment to be created, or what a segment shall be from now on.</summary>
public record TdSegmentRequest
{
    /// <summary>Name, unique within its folder.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The rule as a tree, as <see cref="TdSegment.Rule"/> shows it. It may quote values that people have.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service: for a new segment, none, which selects everybody.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rule")]
    public JsonElement? Rule { get; init; }

    /// <summary>Description.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The folder that it is in.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service: for a new segment, the topmost folder.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("segmentFolderId")]
    public TdSegmentFolderId? FolderId { get; init; }

    /// <summary>Kind.</summary>
    /// <value>Default: <see cref="TdSegmentKind.Batch"/>.</value>
    [JsonPropertyName("kind")]
    public TdSegmentKind Kind { get; init; }

    /// <summary>The kind only: names and rules may tell of people.</summary>
    public override string ToString() => $"{nameof(TdSegmentRequest)} {{ Kind = {Kind} }}";

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            throw new ArgumentException("The segment has no name.", nameof(Name));
        }

        if (Rule is { ValueKind: not JsonValueKind.Object })
        {
            throw new ArgumentException("A rule is an object with a type and conditions. Leave it out to select everybody.", nameof(Rule));
        }

        if (FolderId is { } folder)
        {
            TdIds.Of(folder, nameof(FolderId));
        }
    }
}

internal sealed record TdSegmentFolderBody(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    [property: JsonPropertyName("parentFolderId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        TdSegmentFolderId? ParentFolderId
);
