using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Where the identifiers of a contact stand in a row of <c>jsonBody</c>: the address in front, the others among the attributes.</summary>
internal readonly struct ContactFieldPlaces
{
    public const string EmailMember = "email";
    public const string ExternalIdAttribute = "EXT_ID";
    public const string PhoneAttribute = "SMS";
    public const string WhatsAppAttribute = "WHATSAPP";
    public const string LandlineAttribute = "LANDLINE_NUMBER";

    public FieldRange Email { get; private init; }

    public FieldRange ExternalId { get; private init; }

    public FieldRange Phone { get; private init; }

    public FieldRange OtherPhone { get; private init; }

    /// <summary>As maps choose it.</summary>
    public FieldRange Key =>
        !Email.IsEmpty ? Email
        : !ExternalId.IsEmpty ? ExternalId
        : !Phone.IsEmpty ? Phone
        : OtherPhone;

    public static ContactFieldPlaces Find(ReadOnlySpan<byte> contact)
    {
        FieldRange email = default,
            externalId = default,
            phone = default,
            other = default;
        var reader = new Utf8JsonReader(contact);
        var isAttribute = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject)
            {
                isAttribute = false;
            }

            if (reader.TokenType is not JsonTokenType.PropertyName)
            {
                continue;
            }

            var (isEmail, isAttributes) = (reader.ValueTextEquals(EmailMember), reader.ValueTextEquals("attributes"));
            var (isExternalId, isPhone) = (reader.ValueTextEquals(ExternalIdAttribute), reader.ValueTextEquals(PhoneAttribute));
            var isOther = reader.ValueTextEquals(WhatsAppAttribute) || reader.ValueTextEquals(LandlineAttribute);
            reader.Read();
            if (reader.CurrentDepth == 1 && isAttributes && reader.TokenType is JsonTokenType.StartObject)
            {
                isAttribute = true;
                continue;
            }

            if (!isAttribute && isEmail)
            {
                email = Place(reader);
            }
            else if (isAttribute && isExternalId)
            {
                externalId = Place(reader);
            }
            else if (isAttribute && isPhone)
            {
                phone = Place(reader);
            }
            else if (isAttribute && isOther && other.IsEmpty)
            {
                other = Place(reader);
            }

            reader.Skip();
        }

        return new ContactFieldPlaces
        {
            Email = email,
            ExternalId = externalId,
            Phone = phone,
            OtherPhone = other,
        };
    }

    private static FieldRange Place(in Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new FieldRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length),
            JsonTokenType.Number => new FieldRange((int)reader.TokenStartIndex, reader.ValueSpan.Length),
            _ => default,
        };
}
