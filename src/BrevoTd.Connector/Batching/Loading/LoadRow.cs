using System.Buffers;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>A record that has been encoded already: its row, or why there is none. The memory is valid until the next one is read.</summary>
internal readonly record struct LoadRow(ReadOnlyMemory<byte> Bytes, EncodedRecord Encoded);

/// <summary>Hands on what another encoder made of the records.</summary>
internal sealed class LoadRowEncoder(FailurePolicy onFailure, Func<MappingStatistics> statistics) : RecordEncoder<LoadRow>
{
    public override FailurePolicy OnFailure => onFailure;

    public override EncodedRecord Encode(LoadRow record, long number, IBufferWriter<byte> output)
    {
        output.Write(record.Bytes.Span);
        return record.Encoded;
    }

    public override MappingStatistics GetStatistics() => statistics();
}
