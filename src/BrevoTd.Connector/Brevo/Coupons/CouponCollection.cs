using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A collection of coupons, out of which campaigns give one to each contact.</summary>
public sealed record CouponCollection
{
    /// <summary>Id.</summary>
    public CouponCollectionId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>The coupon that is given when none is left.</summary>
    public string? DefaultCoupon { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it expires.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>How many coupons it has had.</summary>
    public long? TotalCoupons { get; init; }

    /// <summary>How many have not been given yet.</summary>
    public long? RemainingCoupons { get; init; }

    /// <summary>Brevo sends an e-mail when fewer coupons than that are left.</summary>
    public long? RemainingCouponsAlert { get; init; }

    /// <summary>Brevo sends an e-mail so many days before it expires.</summary>
    public long? RemainingDaysAlert { get; init; }

    /// <summary>Id only: a coupon is worth money.</summary>
    public override string ToString() => nameof(CouponCollection);
}
