using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What a token shows of a person.</summary>
public record TdProfile
{
    /// <summary>The value by which the person was looked up, by the name of its column.</summary>
    [JsonPropertyName("key")]
    [JsonConverter(typeof(TdTextMapConverter))]
    public IReadOnlyDictionary<string, string?>? Key { get; init; }

    /// <summary>Segments that the person is in, among those of the token.</summary>
    [JsonPropertyName("values")]
    public IReadOnlyList<TdSegmentId>? SegmentIds { get; init; }

    /// <summary>The person's attributes, as text; a list or an object as its JSON.</summary>
    [JsonPropertyName("attributes")]
    [JsonConverter(typeof(TdTextMapConverter))]
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }

    /// <summary>Whether the person is in a segment.</summary>
    /// <param name="segmentId">The segment; one that the token does not show counts as none that the person is in.</param>
    public bool IsIn(TdSegmentId segmentId) => SegmentIds?.Contains(segmentId) == true;

    /// <summary>Numbers only: the rest is a person's data.</summary>
    public override string ToString() =>
        $"{nameof(TdProfile)} {{ {SegmentIds?.Count ?? 0} segments, {Attributes?.Count ?? 0} attributes }}";
}
