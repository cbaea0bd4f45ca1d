using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Copies the contacts of letters, and restores the partition that each travelled in.</summary>
internal sealed class ContactReplayEncoder(DeadLetterReplayOptions? options)
    : DeadLetterEncoder(ContactImportSink.SinkName, WireFormat.JsonArray, options),
        IContactPartitions
{
    private readonly List<ContactPartition> _partitions = [ContactPartition.None];
    private readonly Dictionary<string, (int Number, bool Clears)> _byJson = new(StringComparer.Ordinal);

    public ContactPartition this[int partition]
    {
        get
        {
            lock (_partitions)
            {
                return _partitions[partition];
            }
        }
    }

    protected override EncodedRecord Describe(DeadLetter letter, long number)
    {
        if (letter.Partition is not { } json)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Letter {number:N0} does not say which lists its contact was meant for. Set its {nameof(DeadLetter.Partition)}, such as {{\"listIds\":[42]}}, or map the record anew from its source."
                )
            );
        }

        if (!_byJson.TryGetValue(json, out var partition))
        {
            _byJson[json] = partition = Add(json, number);
        }

        var fields = ContactFieldPlaces.Find(letter.Body.Span);
        return new EncodedRecord
        {
            Outcome = EncodeOutcome.Encoded,
            Key = fields.Key,
            ExternalId = fields.ExternalId,
            Phone = fields.Phone,
            Partition = partition.Number,
            ClearsValues = partition.Clears,
        };
    }

    private (int Number, bool Clears) Add(string json, long number)
    {
        try
        {
            var (partition, clears) = ContactImportEnvelope.Read(json);
            lock (_partitions)
            {
                _partitions.Add(partition);
                return (_partitions.Count - 1, clears);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {nameof(DeadLetter.Partition)} of letter {number:N0} cannot be read. It is one JSON object, such as {{\"listIds\":[42],\"emailBlacklist\":true}}."
                )
            );
        }
    }
}
