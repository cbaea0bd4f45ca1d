using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a segment. A whole number converts implicitly.</summary>
/// <param name="Value">The number that Brevo gave.</param>
[JsonConverter(typeof(NumericIdConverter<SegmentId>))]
public readonly record struct SegmentId(long Value) : INumericId<SegmentId>
{
    /// <summary>The id of that number.</summary>
    /// <param name="value">The number that Brevo gave.</param>
    public static implicit operator SegmentId(long value) => new(value);

    static SegmentId INumericId<SegmentId>.From(long value) => new(value);

    /// <summary>The number in digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
