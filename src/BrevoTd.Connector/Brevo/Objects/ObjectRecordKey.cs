using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Names one record whose associated records are wanted: by Brevo's own id, by the caller's own, or, for a contact, by e-mail address or phone number.</summary>
public readonly record struct ObjectRecordKey
{
    private ObjectRecordKey(string parameter, string value)
    {
        Parameter = parameter;
        Value = value;
    }

    internal string? Parameter { get; }

    internal string? Value { get; }

    internal bool IsForContactsOnly => Parameter is "email" or "sms";

    /// <summary>By Brevo's own id of the record or of the contact.</summary>
    /// <param name="id">The id.</param>
    public static ObjectRecordKey Id(ObjectRecordId id) => new("id", id.ToString());

    /// <summary>By the caller's own id.</summary>
    /// <param name="externalId">The id.</param>
    public static ObjectRecordKey ExternalId(string externalId) => Create("ext_id", externalId, nameof(externalId));

    /// <summary>A contact, by one of four of its identifiers.</summary>
    /// <param name="contact">Its id, external id, e-mail address or phone number for SMS.</param>
    /// <exception cref="ArgumentException">The identifier is a WhatsApp or landline number, or empty.</exception>
    public static ObjectRecordKey Contact(ContactIdentifier contact) =>
        contact.Type == ContactIdentifierType.ContactId ? Create("id", contact.Value, nameof(contact))
        : contact.Type == ContactIdentifierType.ExternalId ? Create("ext_id", contact.Value, nameof(contact))
        : contact.Type == ContactIdentifierType.Email ? Create("email", contact.Value, nameof(contact))
        : contact.Type == ContactIdentifierType.Phone ? Create("sms", contact.Value, nameof(contact))
        : throw new ArgumentException(
            "Brevo finds associated records of a contact by its id, external id, e-mail address or phone number for SMS. Use one of them.",
            nameof(contact)
        );

    /// <summary>The kind only, because the value may be personal data.</summary>
    public override string ToString() => Parameter ?? "";

    private static ObjectRecordKey Create(string parameter, string? value, string argument)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, argument);
        return new(parameter, value);
    }
}
