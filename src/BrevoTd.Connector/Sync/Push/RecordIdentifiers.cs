using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Hashes of the identifiers that a record carries.</summary>
internal readonly record struct RecordIdentifiers(UInt128? Key, UInt128? Email, UInt128? ExternalId, UInt128? Phone)
{
    public static RecordIdentifiers Of(RecordHash hash, in EncodedRecord record, ReadOnlySpan<byte> bytes, WireFormat format)
    {
        var externalId = Hash(hash, record.ExternalId, bytes, format, IdentifierKind.ExternalId);
        var phone = Hash(hash, record.Phone, bytes, format, IdentifierKind.Phone);
        if (record.Key.IsEmpty)
        {
            return new RecordIdentifiers(null, null, externalId, phone);
        }

        if (record.Key == record.ExternalId)
        {
            return new RecordIdentifiers(externalId, null, externalId, phone);
        }

        if (record.Key == record.Phone)
        {
            return new RecordIdentifiers(phone, null, externalId, phone);
        }

        var email = Hash(hash, record.Key, bytes, format, IdentifierKind.Email);
        return new RecordIdentifiers(email, email, externalId, phone);
    }

    private static UInt128? Hash(RecordHash hash, FieldRange field, ReadOnlySpan<byte> bytes, WireFormat format, IdentifierKind kind) =>
        field.IsEmpty ? null : hash.Identifier(kind, KeyText.Decode(bytes.Slice(field.Start, field.Length), format));
}
