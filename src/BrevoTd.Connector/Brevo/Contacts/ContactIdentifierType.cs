using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What an identifier of a contact is. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ContactIdentifierType>))]
public readonly record struct ContactIdentifierType(string Value) : IStringValue<ContactIdentifierType>
{
    /// <summary>The e-mail address.</summary>
    public static ContactIdentifierType Email { get; } = new("email_id");

    /// <summary>Brevo's own id.</summary>
    public static ContactIdentifierType ContactId { get; } = new("contact_id");

    /// <summary>The caller's own id (<c>ext_id</c>).</summary>
    public static ContactIdentifierType ExternalId { get; } = new("ext_id");

    /// <summary>The phone number for SMS.</summary>
    public static ContactIdentifierType Phone { get; } = new("phone_id");

    /// <summary>The WhatsApp number.</summary>
    public static ContactIdentifierType WhatsApp { get; } = new("whatsapp_id");

    /// <summary>The landline number.</summary>
    public static ContactIdentifierType Landline { get; } = new("landline_number_id");

    static ContactIdentifierType IStringValue<ContactIdentifierType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
