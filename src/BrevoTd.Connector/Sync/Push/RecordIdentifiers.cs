using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Hashes of what a record is known by, and of the people whom it names.</summary>
internal static class RecordIdentifiers
{
    /// <summary>The hash of the record's own identifier; <see langword="null"/> without one. One that names nobody is an id of the user's systems.</summary>
    public static UInt128? Key(RecordHash hash, in EncodedRecord record, ReadOnlySpan<byte> bytes, WireFormat format)
    {
        var key = record.Key;
        if (key.IsEmpty)
        {
            return null;
        }

        var kind = IdentifierKind.ExternalId;
        foreach (var person in record.People ?? [])
        {
            if (person.Range == key)
            {
                kind = KindOf(person.Role);
                break;
            }
        }

        return Hash(hash, key, bytes, format, kind);
    }

    /// <summary>The hashes of every identifier of a person in the record.</summary>
    public static void AddPeople(
        List<UInt128> people,
        RecordHash hash,
        in EncodedRecord record,
        ReadOnlySpan<byte> bytes,
        WireFormat format
    )
    {
        if (record.People is not { Count: > 0 } fields)
        {
            return;
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (Hash(hash, fields[i].Range, bytes, format, KindOf(fields[i].Role)) is { } person)
            {
                people.Add(person);
            }
        }
    }

    private static IdentifierKind KindOf(FieldRole role) =>
        role switch
        {
            FieldRole.Email or FieldRole.Recipient or FieldRole.CopyRecipient => IdentifierKind.Email,
            FieldRole.Sms or FieldRole.WhatsApp or FieldRole.Landline => IdentifierKind.Phone,
            FieldRole.ContactId => IdentifierKind.ContactId,
            _ => IdentifierKind.ExternalId,
        };

    private static UInt128? Hash(RecordHash hash, FieldRange field, ReadOnlySpan<byte> bytes, WireFormat format, IdentifierKind kind) =>
        field.IsEmpty ? null : hash.Identifier(kind, KeyText.Decode(bytes.Slice(field.Start, field.Length), format));
}
