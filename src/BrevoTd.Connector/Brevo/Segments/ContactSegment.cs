using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A segment: contacts that meet conditions, which are set up in Brevo's console.</summary>
public sealed record ContactSegment
{
    /// <summary>Id.</summary>
    public SegmentId? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("segmentName")]
    public string? Name { get; init; }

    /// <summary>Name of the segment's category.</summary>
    public string? CategoryName { get; init; }

    /// <summary>When the segment changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ContactSegment)} {Id}";
}
