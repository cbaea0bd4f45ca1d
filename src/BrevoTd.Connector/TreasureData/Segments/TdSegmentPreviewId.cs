using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies a preview of a rule.</summary>
/// <param name="Value">The id.</param>
[JsonConverter(typeof(TdIdConverter<TdSegmentPreviewId>))]
public readonly record struct TdSegmentPreviewId(string Value) : IStringValue<TdSegmentPreviewId>
{
    static TdSegmentPreviewId IStringValue<TdSegmentPreviewId>.From(string value) => new(value);

    /// <summary>The id.</summary>
    public override string ToString() => Value ?? "";
}
