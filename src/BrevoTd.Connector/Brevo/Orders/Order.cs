using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An order as Brevo lists it.</summary>
public sealed record Order
{
    /// <summary>The shop's id of the order.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>When it was placed.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When its state changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>State in the shop's own words.</summary>
    public string? Status { get; init; }

    /// <summary>Total with shipping, tax and items.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The contact whose order it is.</summary>
    [JsonPropertyName("contact_id")]
    public ContactId? ContactId { get; init; }

    /// <summary>The contact's address at the time of the order.</summary>
    public string? Email { get; init; }

    /// <summary>The identifiers that came with it.</summary>
    public OrderIdentifiers? Identifiers { get; init; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<OrderLine>? Products { get; init; }

    /// <summary>Where the invoice goes.</summary>
    public OrderBilling? Billing { get; init; }

    /// <summary>Codes of the coupons applied.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Coupons { get; init; }

    /// <summary>Id of the store.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? StoreId { get; init; }

    /// <summary>More about the order.</summary>
    public IReadOnlyDictionary<string, PropertyValue>? MetaInfo { get; init; }

    /// <summary>Id of the contact only; the rest may be personal data.</summary>
    public override string ToString() => $"{nameof(Order)} of contact {ContactId}";
}
