using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Copies the bytes of letters, and finds in them what the record is known by.</summary>
internal class DeadLetterEncoder(string sinkName, WireFormat format, DeadLetterReplayOptions? options) : RecordEncoder<DeadLetter>
{
    private readonly DeadLetterReplayOptions _options = options ?? new DeadLetterReplayOptions();

    public override EncodedRecord Encode(DeadLetter record, long number, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.SinkName != sinkName)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Letter {number:N0} was meant for the sink '{record.SinkName}', and this writer sends to '{sinkName}'. Replay each sink's letters with a writer for that sink, and leave the others out."
                )
            );
        }

        if (WhySkip(record) is { } reason)
        {
            return new EncodedRecord { Outcome = EncodeOutcome.Skipped, SkipReason = reason };
        }

        if ((record.Format is WireFormat.MessagePack) != (format is WireFormat.MessagePack))
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Letter {number:N0} carries {record.Format}, and the sink '{sinkName}' takes {format}. It was written by another version of the sink; map the record anew from its source."
                )
            );
        }

        output.Write(record.Body.Span);
        return Describe(record, number);
    }

    /// <summary>What the record is known by, in the places where the map had put it.</summary>
    protected virtual EncodedRecord Describe(DeadLetter letter, long number)
    {
        if (letter.Partition is not null)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Letter {number:N0} shares settings with its request that this writer cannot restore. Use the replay writer of '{sinkName}', if it has one, or map the record anew from its source."
                )
            );
        }

        // An identifier of unknown kind is compared as it stands.
        var key = format is WireFormat.MessagePack ? default : FindText(letter.Body.Span, letter.Key);
        return new EncodedRecord
        {
            Outcome = EncodeOutcome.Encoded,
            Key = key,
            ExternalId = key,
        };
    }

    private string? WhySkip(DeadLetter letter) =>
        letter.Outcome switch
        {
            RecordOutcome.Delivered => "letter of a delivered record",
            RecordOutcome.Unverified when !_options.IncludeUnverified => "letter of an unverified record",
            RecordOutcome.Rejected when !_options.IncludeRejected => "letter of a rejected record",
            _ when letter.Cause == OutcomeCause.DuplicateKey && !_options.IncludeSuperseded => "letter of a superseded record",
            _ when letter.Body.IsEmpty => "letter without a body",
            _ => null,
        };

    /// <summary>The first value that reads like the text.</summary>
    private static FieldRange FindText(ReadOnlySpan<byte> json, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String && reader.ValueTextEquals(text))
            {
                return new FieldRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            }

            if (reader.TokenType is JsonTokenType.Number && System.Text.Encoding.UTF8.GetString(reader.ValueSpan) == text)
            {
                return new FieldRange((int)reader.TokenStartIndex, reader.ValueSpan.Length);
            }
        }

        return default;
    }
}
