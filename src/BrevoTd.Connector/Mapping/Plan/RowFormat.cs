using System.Text;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Fields of a MessagePack map as Treasure Data imports it: no extensions, truth values as <c>true</c> and <c>false</c> in text (tables have no type for them), dates and points in time as text.
/// </summary>
internal readonly struct RowFormat : IWireFormat
{
    private const int MaxHeader = 5;
    private const int MaxNumber = 9;

    public static byte[] EncodeName(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var bytes = new byte[utf8.Length + MaxHeader];
        _ = MessagePackPrimitives.TryWriteStringHeader(bytes, (uint)utf8.Length, out var header);
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

        _ = MessagePackPrimitives.TryWriteStringHeader(room, (uint)utf8.Length, out var header);
        buffer.Count += header;
        var start = buffer.Count;
        buffer.Write(utf8);
        return start;
    }

    public static void WriteInt64(RecordBuffer buffer, byte[] name, long value)
    {
        var room = WriteName(buffer, name, MaxNumber);
        _ = MessagePackPrimitives.TryWrite(room, value, out var written);
        buffer.Count += written;
    }

    public static void WriteDouble(RecordBuffer buffer, byte[] name, double value)
    {
        var room = WriteName(buffer, name, MaxNumber);
        _ = MessagePackPrimitives.TryWrite(room, value, out var written);
        buffer.Count += written;
    }

    public static void WriteDecimal(RecordBuffer buffer, byte[] name, decimal value)
    {
        Span<byte> digits = stackalloc byte[40];
        _ = System.Buffers.Text.Utf8Formatter.TryFormat(value, digits, out var written);
        _ = WriteText(buffer, name, digits[..written]);
    }

    public static void WriteBoolean(RecordBuffer buffer, byte[] name, bool value) => WriteText(buffer, name, value ? "true"u8 : "false"u8);

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
}
