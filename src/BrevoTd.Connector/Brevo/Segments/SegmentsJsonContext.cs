using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record SegmentListAnswer
{
    public IReadOnlyList<ContactSegment>? Segments { get; init; }

    public long? Count { get; init; }
}

/// <summary>Bodies of segments; options as in <see cref="BrevoJsonContext"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(SegmentListAnswer))]
internal sealed partial class SegmentsJsonContext : JsonSerializerContext;
