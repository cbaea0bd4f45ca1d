using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Encodes records and compresses them into parts of bounded size, one after another.</summary>
internal sealed class RowPartBuilder<T>(RecordEncoder<T> encoder, TdPartOptions options) : IDisposable
{
    private const int MaxFailuresKept = 100;

    private readonly ArrayBufferWriter<byte> _row = new(4 * 1024);
    private readonly List<MappingFailure> _failures = [];
    private TdRowCompressor? _part;
    private long _rowsInPart;
    private long _number;

    public long Rows { get; private set; }

    public long Skipped { get; private set; }

    public long Failed { get; private set; }

    public IReadOnlyList<MappingFailure> Failures => _failures;

    /// <summary>Adds a record. Returns the part before it, if that is full.</summary>
    /// <exception cref="MappingException">More records failed than the options allow.</exception>
    public TdRowPart? Add(T record)
    {
        _row.ResetWrittenCount();
        var encoded = encoder.Encode(record, ++_number, _row);
        switch (encoded.Outcome)
        {
            case EncodeOutcome.Encoded:
                return AddRow(_row.WrittenSpan);
            case EncodeOutcome.Skipped:
                Skipped++;
                return null;
            default:
                Failed++;
                _failures.AddRange(encoded.Failures.Take(MaxFailuresKept - _failures.Count));
                return Failed <= options.MaxFailedRecords ? null : throw new MappingException(encoded.Failures);
        }
    }

    /// <summary>The last part, if it has rows.</summary>
    public TdRowPart? Finish()
    {
        if (_part is null)
        {
            return null;
        }

        var part = TdRowPart.Finish(_part, _rowsInPart);
        _part.Dispose();
        _part = null;
        _rowsInPart = 0;
        return part;
    }

    public void Dispose() => _part?.Dispose();

    private TdRowPart? AddRow(ReadOnlySpan<byte> row)
    {
        var full =
            _part is not null
            && (
                _rowsInPart >= options.MaxPartRows
                || _part.CompressedBytes >= options.MaxPartBytes
                || _part.RowBytes + row.Length > options.MaxPartRowBytes
            )
                ? Finish()
                : null;
        _part ??= new TdRowCompressor();
        _part.Write(row);
        _rowsInPart++;
        Rows++;
        return full;
    }
}
