using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A coupon collection to create.</summary>
public sealed record CreateCouponCollectionRequest
{
    /// <summary>Name. It cannot be changed later.</summary>
    public required string Name { get; init; }

    /// <summary>The coupon that is given when none is left.</summary>
    public required string DefaultCoupon { get; init; }

    /// <summary>When it expires; <see langword="null"/>: never.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>Brevo sends an e-mail when so many coupons or fewer are left; <see langword="null"/>: it does not.</summary>
    public long? RemainingCouponsAlert { get; init; }

    /// <summary>Brevo sends an e-mail when it expires in so many days or fewer; <see langword="null"/>: it does not.</summary>
    public long? RemainingDaysAlert { get; init; }

    /// <summary>The type's name only: a coupon is worth money.</summary>
    public override string ToString() => nameof(CreateCouponCollectionRequest);
}
