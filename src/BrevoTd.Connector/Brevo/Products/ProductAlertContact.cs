using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Who is told about a product; at least one identifier. Of several, Brevo looks at the external id first, then at the e-mail address, then at the phone number.</summary>
public sealed record ProductAlertContact
{
    /// <summary>The caller's own id of the contact.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Phone number for SMS, with country code.</summary>
    public string? Sms { get; init; }

    /// <summary>The type's name only; every member is personal data.</summary>
    public override string ToString() => nameof(ProductAlertContact);
}
