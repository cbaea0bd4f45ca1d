using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a listing of coupon collections is sorted by. An open set: values that Brevo adds later can be made with the constructor.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CouponCollectionSortField>))]
public readonly record struct CouponCollectionSortField(string Value) : IStringValue<CouponCollectionSortField>
{
    /// <summary>By creation.</summary>
    public static CouponCollectionSortField CreatedAt { get; } = new("createdAt");

    /// <summary>By the number of coupons that are left.</summary>
    public static CouponCollectionSortField RemainingCoupons { get; } = new("remainingCoupons");

    /// <summary>By the expiry of the collection.</summary>
    public static CouponCollectionSortField ExpirationDate { get; } = new("expirationDate");

    static CouponCollectionSortField IStringValue<CouponCollectionSortField>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
