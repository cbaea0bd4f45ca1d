using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>A person whom a record names, by one of their identifiers.</summary>
internal readonly record struct NamedPerson(UInt128 Key, ContactIdentifier Name);

/// <summary>Whom a record names, while it is encoded.</summary>
internal readonly ref struct SentPeople(RecordHash hash, EncodedRecord record, ReadOnlySpan<byte> bytes, WireFormat format)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Everybody by every identifier, as Brevo can be asked for them.</summary>
    public NamedPerson[] Named()
    {
        if (record.People is not { Count: > 0 } fields)
        {
            return [];
        }

        var named = new List<NamedPerson>(fields.Count);
        foreach (var field in fields)
        {
            if (
                !field.Range.IsEmpty
                && KeyText.Decode(_bytes.Slice(field.Range.Start, field.Range.Length), format) is { } text
                && !string.IsNullOrWhiteSpace(text)
                && Identifier(field.Role, text) is { } name
                && hash.Identifier(ConsentKeys.Of(name)) is { } key
            )
            {
                named.Add(new NamedPerson(key, name));
            }
        }

        return [.. named];
    }

    private static ContactIdentifier? Identifier(FieldRole role, string text) =>
        role switch
        {
            FieldRole.Email or FieldRole.Recipient or FieldRole.CopyRecipient => ContactIdentifier.Email(text),
            FieldRole.Sms => ContactIdentifier.Phone(text),
            FieldRole.WhatsApp => ContactIdentifier.WhatsApp(text),
            FieldRole.Landline => ContactIdentifier.Landline(text),
            FieldRole.ContactId => long.TryParse(text, out var id) ? ContactIdentifier.Id(id) : null,
            _ => ContactIdentifier.ExternalId(text),
        };
}
