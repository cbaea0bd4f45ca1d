using System.Buffers;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>Writes people as rows of an import, with the escapes that a JSON encoder makes.</summary>
internal sealed class PersonEncoder(FailurePolicy onFailure = FailurePolicy.DeadLetter, Action<long, Person>? seen = null)
    : RecordEncoder<Person>
{
    public int Encoded { get; private set; }

    public override FailurePolicy OnFailure => onFailure;

    public override EncodedRecord Encode(Person record, long number, IBufferWriter<byte> output)
    {
        Encoded++;
        seen?.Invoke(number, record);
        if (record.Skip is not null)
        {
            return new EncodedRecord { Outcome = EncodeOutcome.Skipped, SkipReason = record.Skip };
        }

        if (record.Fails)
        {
            output.Write("{\"half"u8);
            return new EncodedRecord
            {
                Outcome = EncodeOutcome.Failed,
                Failures = [new MappingFailure(number, "email", "email", MappingFailureCode.InvalidEmail, "It is no address.", "text")],
            };
        }

        var text = new StringBuilder("{");
        var email = Field(text, "\"email\":\"", record.Email, "\",");
        text.Append("\"attributes\":{");
        var externalId = Field(text, "\"EXT_ID\":\"", record.ExternalId, "\",");
        var phone = Field(text, "\"SMS\":\"", record.Phone, "\",");
        text.Append("\"PAD\":\"").Append('x', record.Padding).Append("\",\"N\":").Append(record.Id).Append("}}");
        var bytes = Encoding.ASCII.GetBytes(text.ToString());
        output.Write(bytes);
        return new EncodedRecord
        {
            Outcome = EncodeOutcome.Encoded,
            Key =
                !email.IsEmpty ? email
                : !externalId.IsEmpty ? externalId
                : phone,
            ExternalId = externalId,
            Phone = phone,
            Partition = record.Partition,
            ClearsValues = record.Clears,
        };
    }

    /// <summary>Everything beyond ASCII, and some of it, is escaped: offsets are then those of characters.</summary>
    private static FieldRange Field(StringBuilder text, string before, string? value, string after)
    {
        if (value is null)
        {
            return default;
        }

        text.Append(before);
        var escaped = JsonEncodedText.Encode(value).ToString();
        var range = new FieldRange(text.Length, escaped.Length);
        text.Append(escaped).Append(after);
        return range;
    }
}
