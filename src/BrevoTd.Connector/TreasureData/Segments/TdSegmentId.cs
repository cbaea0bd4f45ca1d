using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies a segment of a parent segment. The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdSegmentId>))]
public readonly record struct TdSegmentId(string Value) : IStringValue<TdSegmentId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdSegmentId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdSegmentId IStringValue<TdSegmentId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
