using System.Buffers.Binary;
using System.Globalization;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>By which keys people are known to what is kept about their consent.</summary>
internal static class ConsentKeys
{
    private static readonly string[] s_phones = ["SMS", "WHATSAPP", "LANDLINE_NUMBER"];

    /// <summary>The key of a person's membership of a list.</summary>
    public static UInt128 OnList(UInt128 person, long listId)
    {
        Span<byte> list = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(list, listId);
        return RecordHash.Content(person, list);
    }

    public static PersonIdentifier Of(in ContactIdentifier identifier) => new(KindOf(identifier.Type), identifier.Value);

    /// <summary>Everything by which a contact can be named.</summary>
    public static IEnumerable<PersonIdentifier> Of(Contact contact)
    {
        if (contact.Id is { } id)
        {
            yield return new PersonIdentifier(IdentifierKind.ContactId, id.ToString());
        }

        if (contact.Email is { Length: > 0 } email)
        {
            yield return new PersonIdentifier(IdentifierKind.Email, email);
        }

        if ((contact.ExternalId ?? Text(contact, "EXT_ID")) is { Length: > 0 } externalId)
        {
            yield return new PersonIdentifier(IdentifierKind.ExternalId, externalId);
        }

        foreach (var name in s_phones)
        {
            if (Text(contact, name) is { Length: > 0 } phone)
            {
                yield return new PersonIdentifier(IdentifierKind.Phone, phone);
            }
        }
    }

    private static IdentifierKind KindOf(ContactIdentifierType type) =>
        type == ContactIdentifierType.Email ? IdentifierKind.Email
        : type == ContactIdentifierType.ContactId ? IdentifierKind.ContactId
        : type == ContactIdentifierType.ExternalId ? IdentifierKind.ExternalId
        : IdentifierKind.Phone;

    private static string? Text(Contact contact, string attribute) =>
        contact.Attributes is { } attributes && attributes.TryGetValue(attribute, out var value)
            ? value.AsText ?? value.AsInteger?.ToString(CultureInfo.InvariantCulture)
            : null;
}
