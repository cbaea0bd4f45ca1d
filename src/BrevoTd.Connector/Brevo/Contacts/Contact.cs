using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A contact (<c>GET /contacts</c>).</summary>
public record Contact
{
    /// <summary>Brevo's own id.</summary>
    public ContactId? Id { get; init; }

    /// <summary>
    /// E-mail address; personal data. A contact that has only a phone number may come back with an address made up by Brevo
    /// (<c>DIGITS@mailin-sms.com</c>).
    /// </summary>
    public string? Email { get; init; }

    /// <summary>The caller's own id, where Brevo answers it beside the attributes.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    /// <summary>Whether the contact gets no e-mail campaigns.</summary>
    public bool? EmailBlacklisted { get; init; }

    /// <summary>Whether the contact gets no SMS campaigns.</summary>
    public bool? SmsBlacklisted { get; init; }

    /// <summary>Whether the contact gets no WhatsApp campaigns.</summary>
    public bool? WhatsappBlacklisted { get; init; }

    /// <summary>When the contact was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the contact changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Lists that the contact is on.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>Lists that the contact unsubscribed from.</summary>
    public IReadOnlyList<ContactListId>? ListUnsubscribed { get; init; }

    /// <summary>Attributes by name, phone numbers (<c>SMS</c>, <c>WHATSAPP</c>, <c>LANDLINE_NUMBER</c>) among them; personal data.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Consent groups of the contact, on accounts that have that feature.</summary>
    public IReadOnlyList<ContactConsentGroup>? ConsentGroups { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(Contact)} {Id}";
}
