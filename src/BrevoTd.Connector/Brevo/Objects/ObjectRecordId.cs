using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Brevo's own id of a record of a custom object. A whole number converts implicitly.</summary>
/// <param name="Value">The number that Brevo gave.</param>
[JsonConverter(typeof(NumericIdConverter<ObjectRecordId>))]
public readonly record struct ObjectRecordId(long Value) : INumericId<ObjectRecordId>
{
    /// <summary>The id of that number.</summary>
    /// <param name="value">The number that Brevo gave.</param>
    public static implicit operator ObjectRecordId(long value) => new(value);

    static ObjectRecordId INumericId<ObjectRecordId>.From(long value) => new(value);

    /// <summary>The number in digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
