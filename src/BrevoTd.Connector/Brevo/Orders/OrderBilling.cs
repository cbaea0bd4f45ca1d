using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Where the invoice of an order goes.</summary>
public sealed record OrderBilling
{
    /// <summary>The full address.</summary>
    public string? Address { get; init; }

    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>The country as two letters of ISO 3166.</summary>
    public string? CountryCode { get; init; }

    /// <summary>The country's name.</summary>
    public string? Country { get; init; }

    /// <summary>The phone number. Brevo lists some as numbers; they are read as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Phone { get; init; }

    /// <summary>The postal code. Brevo lists some as numbers; they are read as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? PostCode { get; init; }

    /// <summary>How the order is paid, such as <c>paypal</c>.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>The region: state or province.</summary>
    public string? Region { get; init; }

    /// <summary>The type's name only; every member is personal data.</summary>
    public override string ToString() => nameof(OrderBilling);
}
