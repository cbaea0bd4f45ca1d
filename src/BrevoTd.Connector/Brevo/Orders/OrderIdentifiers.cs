using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whose order it is. One identifier is enough.</summary>
public sealed record OrderIdentifiers
{
    /// <summary>E-mail address.</summary>
    [JsonPropertyName("email_id")]
    public string? Email { get; init; }

    /// <summary>The caller's own id of the contact.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    /// <summary>Phone number for SMS, with country code.</summary>
    [JsonPropertyName("phone_id")]
    public string? Phone { get; init; }

    /// <summary>Id of the contact's loyalty subscription.</summary>
    [JsonPropertyName("loyalty_subscription_id")]
    public string? LoyaltySubscriptionId { get; init; }

    /// <summary>The type's name only; every member is personal data.</summary>
    public override string ToString() => nameof(OrderIdentifiers);
}
