using System.Buffers;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Encodes with the map's own encoder and lets through what is to be sent.</summary>
internal sealed class PushEncoder<T>(
    RecordEncoder<T> inner,
    IContactPartitions? partitions,
    WireFormat format,
    bool hasKey,
    RecordHash hash,
    PushRecords records,
    ConsentWatch consent,
    EventCounts? events
) : RecordEncoder<T>
{
    private readonly ArrayBufferWriter<byte> _scratch = new(4096);
    private readonly Dictionary<int, UInt128> _partitions = [];
    private readonly List<UInt128> _people = [];

    public override FailurePolicy OnFailure => inner.OnFailure;

    public override EncodedRecord Encode(T record, long number, IBufferWriter<byte> output)
    {
        _scratch.ResetWrittenCount();
        var encoded = inner.Encode(record, number, _scratch);
        if (encoded.Outcome is EncodeOutcome.Skipped)
        {
            records.Count(PushAction.Skip(encoded.SkipReason), isRefusal: false);
            return encoded;
        }

        if (encoded.Outcome is not EncodeOutcome.Encoded)
        {
            records.Count(PushAction.Refuse(encoded.Failures.Count > 0 ? encoded.Failures[0].Code.Value : "failed"), isRefusal: true);
            return encoded;
        }

        consent.KeepBlocklists(_scratch.WrittenMemory, format);
        var bytes = _scratch.WrittenSpan;
        _people.Clear();
        RecordIdentifiers.AddPeople(_people, hash, encoded, bytes, format);
        var key = (hasKey ? RecordIdentifiers.Key(hash, encoded, bytes, format) : null) ?? hash.Bytes(bytes);
        var content = RecordHash.Content(key ^ PartitionHash(encoded), bytes);
        var shared = partitions is null || encoded.Partition == 0 ? [] : partitions[encoded.Partition].ListIds;
        var lists = consent.ListsOf(shared, bytes, format);
        var person = new SentPeople(hash, encoded, bytes, format);
        var reason = records.Decide(number, key, content, consent.Judge(person, _people, lists), _people);
        if (reason is null or PushAction.Unchanged)
        {
            events?.Read(bytes);
        }

        if (reason is not null)
        {
            return new EncodedRecord { Outcome = EncodeOutcome.Skipped, SkipReason = reason };
        }

        consent.Send(number, person, lists);
        output.Write(bytes);
        return encoded;
    }

    public override MappingStatistics GetStatistics() => inner.GetStatistics();

    /// <summary>What an import says once for all of its contacts belongs to each contact's content. Numbers of partitions differ from run to run.</summary>
    private UInt128 PartitionHash(in EncodedRecord encoded)
    {
        if (partitions is null || encoded.Partition == 0)
        {
            return 0;
        }

        if (!_partitions.TryGetValue(encoded.Partition, out var hash))
        {
            var partition = partitions[encoded.Partition];
            var text =
                string.Join(',', partition.ListIds) + (partition.EmailBlocklisted ? "e" : "") + (partition.SmsBlocklisted ? "s" : "");
            _partitions[encoded.Partition] = hash = RecordHash.Content(0, Encoding.UTF8.GetBytes(text));
        }

        return hash;
    }
}
