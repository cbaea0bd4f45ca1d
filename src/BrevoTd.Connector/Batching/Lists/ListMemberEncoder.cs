using System.Buffers;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writes a record as the identifier of its contact. A request has identifiers of one kind, so each kind is a partition.</summary>
internal sealed class ListMemberEncoder<T>(Func<T, ContactIdentifier?> identify) : RecordEncoder<T>
{
    private readonly PersonField[] _people = new PersonField[1];

    public override EncodedRecord Encode(T record, long number, IBufferWriter<byte> output)
    {
        var identifier = identify(record);
        if (identifier is not { Value: { Length: > 0 } value })
        {
            return Failed(number, MappingFailureCode.NoIdentifier, "The record names no contact. Leave it out, or name one.", "absent");
        }

        var partition = ListMembersSink.PartitionOf(identifier.Value.Type);
        if (partition == 0)
        {
            return Failed(
                number,
                MappingFailureCode.WrongType,
                "Brevo's lists know contacts by e-mail address, by id and by external id only. Name the contact by one of these.",
                identifier.Value.Type.Value
            );
        }

        var isText = identifier.Value.Type != ContactIdentifierType.ContactId;
        var text = JsonEncodedText.Encode(value).EncodedUtf8Bytes;
        if (isText)
        {
            output.Write("\""u8);
        }

        output.Write(text);
        if (isText)
        {
            output.Write("\""u8);
        }

        var key = new FieldRange(isText ? 1 : 0, text.Length);
        var role =
            !isText ? FieldRole.ContactId
            : identifier.Value.Type == ContactIdentifierType.Email ? FieldRole.Email
            : FieldRole.ExternalId;
        _people[0] = new PersonField(role, key);
        return new EncodedRecord
        {
            Outcome = EncodeOutcome.Encoded,
            People = _people,
            Key = key,
            // Ids are compared as they stand.
            ExternalId = identifier.Value.Type == ContactIdentifierType.Email ? default : key,
            Partition = partition,
        };
    }

    private static EncodedRecord Failed(long number, MappingFailureCode code, string message, string kind) =>
        new() { Outcome = EncodeOutcome.Failed, Failures = [new MappingFailure(number, "contact", Source: null, code, message, kind)] };
}
