using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Where a preview stands. An unknown status counts as not ended. An open set. Compared without regard to case.</summary>
/// <param name="Value">The value in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdSegmentPreviewStatus>))]
public readonly record struct TdSegmentPreviewStatus(string Value) : IStringValue<TdSegmentPreviewStatus>
{
    /// <summary>Runs.</summary>
    public static TdSegmentPreviewStatus Running { get; } = new("running");

    /// <summary>Ended; its profiles can be read.</summary>
    public static TdSegmentPreviewStatus Success { get; } = new("success");

    /// <summary>Was stopped by somebody.</summary>
    public static TdSegmentPreviewStatus Killed { get; } = new("killed");

    /// <summary>Failed.</summary>
    public static TdSegmentPreviewStatus Error { get; } = new("error");

    /// <summary>Whether the status will not change any more.</summary>
    public bool IsTerminal => this == Success || this == Killed || this == Error;

    static TdSegmentPreviewStatus IStringValue<TdSegmentPreviewStatus>.From(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TdSegmentPreviewStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
