using System.Buffers;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>A table that a pull fills.</summary>
internal abstract class PullOutput<T>(TableLayout layout)
{
    public TableLayout Layout { get; } = layout;

    public static PullOutput<T> Of(TableLayout<T> layout) => new PullOutput<T, T>(layout, static record => [record]);

    public static PullOutput<T> Of<TRow>(TableLayout<TRow> layout, Func<T, IEnumerable<TRow>> rows) =>
        new PullOutput<T, TRow>(layout, rows);

    /// <summary>Adds the rows of a record. When one fails, none of them is added.</summary>
    public abstract EncodedRecord Encode(in BrevoRecord<T> record, long number, PullRows target);
}

/// <summary>Rows for one table, back to back.</summary>
internal sealed class PullRows
{
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly List<int> _ends = [];

    public int Count => _ends.Count;

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Add(ReadOnlySpan<byte> row)
    {
        _bytes.Write(row);
        _ends.Add(_bytes.WrittenCount);
    }

    /// <summary>The rows in pieces that one import takes. The same rows always make the same pieces.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Bytes, int Count)> Cut(int maxBytes, int maxRows)
    {
        var (start, first) = (0, 0);
        for (var i = 0; i < _ends.Count; i++)
        {
            var isLast = i == _ends.Count - 1;
            if (isLast || i + 1 - first >= maxRows || _ends[i + 1] - start > maxBytes)
            {
                yield return (_bytes.WrittenMemory[start.._ends[i]], i + 1 - first);
                (start, first) = (_ends[i], i + 1);
            }
        }
    }
}

internal sealed class PullOutput<T, TRow>(TableLayout<TRow> layout, Func<T, IEnumerable<TRow>> rows) : PullOutput<T>(layout)
{
    private readonly RecordEncoder<BrevoRecord<TRow>> _encoder = layout.CreateEncoder();
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public override EncodedRecord Encode(in BrevoRecord<T> record, long number, PullRows target)
    {
        _buffer.ResetWrittenCount();
        var ends = new List<int>(1);
        var skipped = default(EncodedRecord?);
        foreach (var row in rows(record.Value))
        {
            var encoded = _encoder.Encode(
                new BrevoRecord<TRow>(row, record.PulledAt, record.SweptAt, record.RowId, record.Json),
                number,
                _buffer
            );
            switch (encoded.Outcome)
            {
                case EncodeOutcome.Encoded:
                    ends.Add(_buffer.WrittenCount);
                    break;
                case EncodeOutcome.Failed:
                    return encoded;
                default:
                    skipped = encoded;
                    break;
            }
        }

        var start = 0;
        foreach (var end in ends)
        {
            target.Add(_buffer.WrittenSpan[start..end]);
            start = end;
        }

        // A record without rows, such as an order without lines, is written; one whose rows were all left out is not.
        return ends.Count == 0 && skipped is { } reason ? reason : new EncodedRecord { Outcome = EncodeOutcome.Encoded };
    }
}
