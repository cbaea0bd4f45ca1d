using System.Buffers.Binary;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Looks at every value that was read, so that nothing can be left out, and at as little of it as that takes.</summary>
internal struct RowSum
{
    private const int RowsPerBody = 1000;

    private long _value;
    private int _rows;

    // The first character only, and only where it is the same in UTF-8 and in UTF-16: what is measured is reading, not summing up.
    public void Add(ReadOnlySpan<byte> text) => Add(text.IsEmpty ? 5L : Math.Min(text[0], (byte)0x80));

    public void Add(string text) => Add(text.Length == 0 ? 5L : Math.Min(text[0], (char)0x80));

    public void Add(long number) => _value = (_value * 31) + number;

    public void Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));

    public void Add(bool flag) => Add(flag ? 2L : 3L);

    public void AddNull() => Add(4L);

    public void EndRow(BodySink sink)
    {
        if (++_rows % RowsPerBody == 0)
        {
            End(sink);
        }
    }

    public readonly void End(BodySink sink)
    {
        Span<byte> body = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(body, _value);
        BinaryPrimitives.WriteInt32LittleEndian(body[8..], _rows);
        sink.Take(body);
    }
}
