using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Rows of a map over plain values, with the columns behind them that only the whole record knows.</summary>
internal sealed class ValueRowEncoder<T>(RecordEncoder<T> inner, IReadOnlyList<string> columns) : RecordEncoder<BrevoRecord<T>>
{
    private const byte ShortMap = 0x80;
    private const byte Map16 = 0xDE;
    private readonly ArrayBufferWriter<byte> _row = new(1024);

    public override FailurePolicy OnFailure => inner.OnFailure;

    public override EncodedRecord Encode(BrevoRecord<T> record, long number, IBufferWriter<byte> output)
    {
        _row.ResetWrittenCount();
        var encoded = inner.Encode(record.Value, number, _row);
        if (encoded.Outcome != EncodeOutcome.Encoded)
        {
            return encoded;
        }

        var (count, start) =
            _row.WrittenSpan[0] == Map16
                ? (BinaryPrimitives.ReadUInt16BigEndian(_row.WrittenSpan[1..]), 3)
                : (_row.WrittenSpan[0] & ~ShortMap, 1);
        var more = columns.Select(name => (Name: name, Text: Value(name, record))).Where(static column => column.Text is not null).ToList();
        Span<byte> header = [Map16, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header[1..], (ushort)(count + more.Count));
        output.Write(header);
        output.Write(_row.WrittenSpan[start..]);
        foreach (var (name, text) in more)
        {
            WriteText(output, Encoding.UTF8.GetBytes(name));
            WriteText(output, Encoding.UTF8.GetBytes(text!));
        }

        return encoded;
    }

    public override MappingStatistics GetStatistics() => inner.GetStatistics();

    private static string? Value(string column, BrevoRecord<T> record) =>
        column switch
        {
            LayoutColumns.PulledAt => LayoutColumns.Moment(record.PulledAt),
            LayoutColumns.SweptAt => LayoutColumns.Moment(record.SweptAt),
            LayoutColumns.RowId => record.RowId,
            _ => record.Json is { } json ? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json)) : null,
        };

    private static void WriteText(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        Span<byte> header = [0xDB, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)text.Length);
        output.Write(header);
        output.Write(text);
    }
}
