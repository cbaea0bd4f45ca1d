using System.Buffers.Binary;
using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Fields of a MessagePack map as Treasure Data imports it: no extensions, truth values as 0 and 1 (tables know no other), dates and points in time as text.
/// </summary>
internal readonly struct RowFormat : IWireFormat
{
    private const int MaxHeader = 5;

    public static byte[] EncodeName(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var bytes = new byte[utf8.Length + MaxHeader];
        var header = WriteTextHeader(bytes, utf8.Length);
        utf8.CopyTo(bytes, header);
        return bytes[..(header + utf8.Length)];
    }

    public static int WriteText(RecordBuffer buffer, byte[] name, ReadOnlySpan<byte> utf8)
    {
        var room = WriteName(buffer, name, MaxHeader);
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        }

        buffer.Count += WriteTextHeader(room, utf8.Length);
        var start = buffer.Count;
        buffer.Write(utf8);
        return start;
    }

    public static void WriteInt64(RecordBuffer buffer, byte[] name, long value)
    {
        var room = WriteName(buffer, name, 9);
        switch (value)
        {
            case >= 0 and <= 0x7F:
                room[0] = (byte)value;
                buffer.Count++;
                break;
            case >= -32 and < 0:
                room[0] = (byte)(sbyte)value;
                buffer.Count++;
                break;
            case >= int.MinValue and <= int.MaxValue:
                room[0] = 0xD2;
                BinaryPrimitives.WriteInt32BigEndian(room[1..], (int)value);
                buffer.Count += 5;
                break;
            default:
                room[0] = 0xD3;
                BinaryPrimitives.WriteInt64BigEndian(room[1..], value);
                buffer.Count += 9;
                break;
        }
    }

    public static void WriteDouble(RecordBuffer buffer, byte[] name, double value)
    {
        var room = WriteName(buffer, name, 9);
        room[0] = 0xCB;
        BinaryPrimitives.WriteDoubleBigEndian(room[1..], value);
        buffer.Count += 9;
    }

    public static void WriteDecimal(RecordBuffer buffer, byte[] name, decimal value)
    {
        Span<byte> digits = stackalloc byte[40];
        _ = System.Buffers.Text.Utf8Formatter.TryFormat(value, digits, out var written);
        _ = WriteText(buffer, name, digits[..written]);
    }

    public static void WriteBoolean(RecordBuffer buffer, byte[] name, bool value) => WriteInt64(buffer, name, value ? 1 : 0);

    public static void WriteDate(RecordBuffer buffer, byte[] name, DateOnly value)
    {
        Span<byte> text = stackalloc byte[TimeText.DateLength];
        TimeText.WriteDate(text, value);
        _ = WriteText(buffer, name, text);
    }

    public static void WriteTimestamp(RecordBuffer buffer, byte[] name, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[TimeText.MaxTimestampLength];
        _ = WriteText(buffer, name, text[..TimeText.WriteTimestamp(text, value)]);
    }

    public static void WriteCleared(RecordBuffer buffer, byte[] name)
    {
        WriteName(buffer, name, 1)[0] = 0xC0;
        buffer.Count++;
    }

    private static Span<byte> WriteName(RecordBuffer buffer, byte[] name, int valueLength)
    {
        var room = buffer.Reserve(name.Length + valueLength);
        name.CopyTo(room);
        buffer.Count += name.Length;
        buffer.FieldCount++;
        return room[name.Length..];
    }

    private static int WriteTextHeader(Span<byte> target, int length)
    {
        switch (length)
        {
            case < 32:
                target[0] = (byte)(0xA0 | length);
                return 1;
            case <= byte.MaxValue:
                target[0] = 0xD9;
                target[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                target[0] = 0xDA;
                BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)length);
                return 3;
            default:
                target[0] = 0xDB;
                BinaryPrimitives.WriteInt32BigEndian(target[1..], length);
                return 5;
        }
    }
}
