using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a coupon collection. A text converts implicitly.</summary>
/// <param name="Value">The UUID that Brevo gave, as text.</param>
[JsonConverter(typeof(StringValueConverter<CouponCollectionId>))]
public readonly record struct CouponCollectionId(string Value) : IStringValue<CouponCollectionId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The UUID that Brevo gave, as text.</param>
    public static implicit operator CouponCollectionId(string value) => new(value);

    static CouponCollectionId IStringValue<CouponCollectionId>.From(string value) => new(value);

    /// <summary>The UUID as text.</summary>
    public override string ToString() => Value ?? "";
}
