using System.Buffers;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Encodes with the map's own encoder and lets through what is to be sent.</summary>
internal sealed class PushEncoder<T>(RecordEncoder<T> inner, IContactPartitions? partitions, WireFormat format, PushRecords records)
    : RecordEncoder<T>
{
    private readonly ArrayBufferWriter<byte> _scratch = new(4096);

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

        var bytes = _scratch.WrittenSpan;
        var content = RecordHash.OfContent(bytes, PartitionText(encoded));
        var identifiers = RecordIdentifiers.Of(encoded, bytes, format);
        var reason = records.Decide(number, identifiers.Key ?? content, content, IsErased(identifiers));
        if (reason is not null)
        {
            return new EncodedRecord { Outcome = EncodeOutcome.Skipped, SkipReason = reason };
        }

        output.Write(bytes);
        return encoded;
    }

    public override MappingStatistics GetStatistics() => inner.GetStatistics();

    private bool IsErased(in RecordIdentifiers identifiers) =>
        IsErased(identifiers.Email) || IsErased(identifiers.ExternalId) || IsErased(identifiers.Phone);

    private bool IsErased(UInt128? identifier) => identifier is { } hash && records.IsErased(hash);

    /// <summary>What an import says once for all of its contacts belongs to each contact's content. Numbers of partitions differ from run to run.</summary>
    private string PartitionText(in EncodedRecord encoded) =>
        partitions?[encoded.Partition] is not { } partition
            ? ""
            : string.Join(',', partition.ListIds) + (partition.EmailBlocklisted ? "e" : "") + (partition.SmsBlocklisted ? "s" : "");
}
