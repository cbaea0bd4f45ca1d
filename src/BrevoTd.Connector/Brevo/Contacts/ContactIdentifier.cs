using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Names one contact by one of its six identifiers. The kind is always sent along, so that Brevo does not have to guess.</summary>
public readonly struct ContactIdentifier : IEquatable<ContactIdentifier>
{
    private ContactIdentifier(ContactIdentifierType type, string value)
    {
        Type = type;
        Value = value;
    }

    /// <summary>What the value is.</summary>
    public ContactIdentifierType Type { get; }

    /// <summary>The value; personal data unless <see cref="Type"/> is <see cref="ContactIdentifierType.ContactId"/>.</summary>
    public string Value { get; }

    /// <summary>By e-mail address.</summary>
    /// <param name="email">The address.</param>
    public static ContactIdentifier Email(string email) => Create(ContactIdentifierType.Email, email, nameof(email));

    /// <summary>By Brevo's own id.</summary>
    /// <param name="id">The id.</param>
    public static ContactIdentifier Id(ContactId id) => new(ContactIdentifierType.ContactId, id.ToString());

    /// <summary>By the caller's own id (<c>ext_id</c>).</summary>
    /// <param name="externalId">The id.</param>
    public static ContactIdentifier ExternalId(string externalId) =>
        Create(ContactIdentifierType.ExternalId, externalId, nameof(externalId));

    /// <summary>By the phone number for SMS, with its country code.</summary>
    /// <param name="phone">The number, such as <c>+33689965433</c>.</param>
    public static ContactIdentifier Phone(string phone) => Create(ContactIdentifierType.Phone, phone, nameof(phone));

    /// <summary>By the WhatsApp number, with its country code.</summary>
    /// <param name="number">The number.</param>
    public static ContactIdentifier WhatsApp(string number) => Create(ContactIdentifierType.WhatsApp, number, nameof(number));

    /// <summary>By the landline number, with its country code.</summary>
    /// <param name="number">The number.</param>
    public static ContactIdentifier Landline(string number) => Create(ContactIdentifierType.Landline, number, nameof(number));

    /// <summary>By Brevo's own id.</summary>
    /// <param name="id">The id.</param>
    public static implicit operator ContactIdentifier(ContactId id) => Id(id);

    /// <summary>Whether two identifiers are equal.</summary>
    /// <param name="left">One identifier.</param>
    /// <param name="right">The other identifier.</param>
    public static bool operator ==(ContactIdentifier left, ContactIdentifier right) => left.Equals(right);

    /// <summary>Whether two identifiers differ.</summary>
    /// <param name="left">One identifier.</param>
    /// <param name="right">The other identifier.</param>
    public static bool operator !=(ContactIdentifier left, ContactIdentifier right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ContactIdentifier other) => Type == other.Type && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ContactIdentifier other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Value);

    /// <summary>The kind only, because the value may be personal data.</summary>
    public override string ToString() => Type.ToString();

    /// <summary>The value as one segment of a path.</summary>
    internal string Escaped =>
        Value is null
            ? throw new ArgumentException("The identifier is empty. Create it with ContactIdentifier.Email(…), .Id(…) and so on.")
            : Uri.EscapeDataString(Value);

    internal string ToPath() => new QueryString($"contacts/{Escaped}").Add("identifierType", Type.Value).ToString();

    private static ContactIdentifier Create(ContactIdentifierType type, string value, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, parameter);
        return new(type, value);
    }
}
