using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whose event it is. One identifier is enough.</summary>
public sealed record EventIdentifiers
{
    /// <summary>Brevo's own id of the contact. It wins over all other identifiers.</summary>
    [JsonPropertyName("contact_id")]
    public ContactId? ContactId { get; init; }

    /// <summary>E-mail address.</summary>
    [JsonPropertyName("email_id")]
    public string? Email { get; init; }

    /// <summary>The caller's own id of the contact.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    /// <summary>Phone number for SMS, with country code.</summary>
    [JsonPropertyName("phone_id")]
    public string? Phone { get; init; }

    /// <summary>WhatsApp number, with country code.</summary>
    [JsonPropertyName("whatsapp_id")]
    public string? WhatsApp { get; init; }

    /// <summary>Landline number, with country code.</summary>
    [JsonPropertyName("landline_number_id")]
    public string? Landline { get; init; }

    /// <summary>Whether there is at least one identifier.</summary>
    internal bool HasAny =>
        ContactId is not null
        || !string.IsNullOrWhiteSpace(Email)
        || !string.IsNullOrWhiteSpace(ExternalId)
        || !string.IsNullOrWhiteSpace(Phone)
        || !string.IsNullOrWhiteSpace(WhatsApp)
        || !string.IsNullOrWhiteSpace(Landline);

    /// <summary>The identifiers of one kind.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <exception cref="ArgumentException">The identifier is empty.</exception>
    public static EventIdentifiers Of(ContactIdentifier identifier)
    {
        var (type, value) = (identifier.Type, identifier.Value);
        if (value is null)
        {
            throw new ArgumentException(
                "The identifier is empty. Create it with ContactIdentifier.Email(…), .Id(…) and so on.",
                nameof(identifier)
            );
        }

        return new EventIdentifiers
        {
            ContactId =
                type == ContactIdentifierType.ContactId ? long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : null,
            Email = type == ContactIdentifierType.Email ? value : null,
            ExternalId = type == ContactIdentifierType.ExternalId ? value : null,
            Phone = type == ContactIdentifierType.Phone ? value : null,
            WhatsApp = type == ContactIdentifierType.WhatsApp ? value : null,
            Landline = type == ContactIdentifierType.Landline ? value : null,
        };
    }

    /// <summary>Brevo's own id only; the rest is personal data.</summary>
    public override string ToString() => $"{nameof(EventIdentifiers)} {ContactId}";
}
