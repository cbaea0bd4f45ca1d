using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Writes what another encoder made, a row in MessagePack, as the JSON object that the Data Ingestion API takes.</summary>
internal sealed class JsonRowEncoder<T>(RecordEncoder<T> rows) : RecordEncoder<T>
{
    private readonly ArrayBufferWriter<byte> _row = new(1024);
    private long _refused;

    public override FailurePolicy OnFailure => rows.OnFailure;

    public override EncodedRecord Encode(T record, long number, IBufferWriter<byte> output)
    {
        _row.ResetWrittenCount();
        var encoded = rows.Encode(record, number, _row);
        if (encoded.Outcome != EncodeOutcome.Encoded)
        {
            return encoded;
        }

        var json = TdJson.ToUtf8(_row.WrittenSpan);
        var problem = json is null
            ? "is text that is not UTF-8, or nested too deeply. Leave that value out"
            : IngestionRecordCheck.Find(json);
        if (problem is null)
        {
            output.Write(json);
            return new EncodedRecord { Outcome = EncodeOutcome.Encoded };
        }

        _ = Interlocked.Increment(ref _refused);
        var code = json?.Length > TreasureDataIngestionClient.MaxRecordBytes ? MappingFailureCode.TooLarge : MappingFailureCode.WrongType;
        return new EncodedRecord
        {
            Outcome = EncodeOutcome.Failed,
            Failures = [new MappingFailure(number, "record", Source: null, code, $"The record {problem}.", "map")],
        };
    }

    public override MappingStatistics GetStatistics()
    {
        var made = rows.GetStatistics();
        var refused = Interlocked.Read(ref _refused);
        return made with { Encoded = made.Encoded - refused, Failed = made.Failed + refused };
    }
}
