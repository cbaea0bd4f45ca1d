using System.Text.Json;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A rule whose people are counted and sampled.</summary>
public record TdSegmentPreviewRequest
{
    /// <summary>The rule; <see langword="null"/> selects the whole parent segment.</summary>
    public JsonElement? Rule { get; init; }

    /// <summary>Columns of the sample beside <c>cdp_customer_id</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Kind of segment that the rule is for.</summary>
    /// <value>Default: <see cref="TdSegmentKind.Batch"/>.</value>
    public TdSegmentKind Kind { get; init; }

    /// <summary>The kind only: a rule quotes values that people have.</summary>
    public override string ToString() => $"{nameof(TdSegmentPreviewRequest)} {{ Kind = {Kind} }}";
}
