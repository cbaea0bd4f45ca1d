using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a consent group. A whole number converts implicitly.</summary>
/// <param name="Value">The number that Brevo gave.</param>
[JsonConverter(typeof(NumericIdConverter<ConsentGroupId>))]
public readonly record struct ConsentGroupId(long Value) : INumericId<ConsentGroupId>
{
    /// <summary>The id of that number.</summary>
    /// <param name="value">The number that Brevo gave.</param>
    public static implicit operator ConsentGroupId(long value) => new(value);

    static ConsentGroupId INumericId<ConsentGroupId>.From(long value) => new(value);

    /// <summary>The number in digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
