using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a coupon collection. Members that are not set are not sent and stay as they are; <see langword="null"/> removes a value.</summary>
public sealed record UpdateCouponCollectionRequest
{
    /// <summary>The coupon that is given when none is left; <see langword="null"/> keeps it.</summary>
    public string? DefaultCoupon { get; init; }

    /// <summary>When it expires; set to <see langword="null"/>: never.</summary>
    [JsonConverter(typeof(OptionalTimeConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> ExpirationDate { get; init; }

    /// <summary>Brevo sends an e-mail when so many coupons or fewer are left; set to <see langword="null"/>: it does not.</summary>
    [JsonConverter(typeof(OptionalNumberConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<long?> RemainingCouponsAlert { get; init; }

    /// <summary>Brevo sends an e-mail when it expires in so many days or fewer; set to <see langword="null"/>: it does not.</summary>
    [JsonConverter(typeof(OptionalNumberConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<long?> RemainingDaysAlert { get; init; }

    /// <summary>The type's name only: a coupon is worth money.</summary>
    public override string ToString() => nameof(UpdateCouponCollectionRequest);
}
