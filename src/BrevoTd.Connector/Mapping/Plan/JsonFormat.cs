using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Fields of a JSON object, byte for byte as Utf8JsonWriter with <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> writes them: text beyond ASCII stays
/// UTF-8, which keeps bodies small.
/// </summary>
internal readonly struct JsonFormat : IWireFormat
{
    private const int MaxNumberLength = 40;

    public static byte[] EncodeName(string name) =>
        Encoding.UTF8.GetBytes($",\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}\":");

    public static int WriteText(RecordBuffer buffer, byte[] name, ReadOnlySpan<byte> utf8) =>
        JsonText.WriteQuoted(buffer, WriteName(buffer, name, checked(utf8.Length + 2)), utf8);

    public static int WriteText(EncodeContext context, byte[] name, string text) =>
        WriteText(context.Buffer, name, TextBytes.Encode(text, context));

    public static void WriteInt64(RecordBuffer buffer, byte[] name, long value)
    {
        var room = WriteName(buffer, name, MaxNumberLength);
        _ = Utf8Formatter.TryFormat(value, room, out var written);
        buffer.Count += written;
    }

    public static void WriteDouble(RecordBuffer buffer, byte[] name, double value)
    {
        var room = WriteName(buffer, name, MaxNumberLength);
        _ = Utf8Formatter.TryFormat(value, room, out var written);
        buffer.Count += written;
    }

    public static void WriteDecimal(RecordBuffer buffer, byte[] name, decimal value)
    {
        var room = WriteName(buffer, name, MaxNumberLength);
        _ = Utf8Formatter.TryFormat(value, room, out var written);
        buffer.Count += written;
    }

    public static void WriteBoolean(RecordBuffer buffer, byte[] name, bool value)
    {
        _ = WriteName(buffer, name, 0);
        buffer.Write(value ? "true"u8 : "false"u8);
    }

    public static void WriteDate(RecordBuffer buffer, byte[] name, DateOnly value)
    {
        var room = WriteName(buffer, name, TimeText.DateLength + 2);
        room[0] = (byte)'"';
        TimeText.WriteDate(room[1..], value);
        room[TimeText.DateLength + 1] = (byte)'"';
        buffer.Count += TimeText.DateLength + 2;
    }

    public static void WriteTimestamp(RecordBuffer buffer, byte[] name, DateTimeOffset value)
    {
        var room = WriteName(buffer, name, TimeText.MaxTimestampLength + 2);
        room[0] = (byte)'"';
        var length = TimeText.WriteTimestamp(room[1..], value);
        room[length + 1] = (byte)'"';
        buffer.Count += length + 2;
    }

    public static void WriteCleared(RecordBuffer buffer, byte[] name)
    {
        _ = WriteName(buffer, name, 0);
        buffer.Write("\"\""u8);
    }

    /// <summary>Writes the name, without its comma behind an opening brace or bracket, and makes room for the value.</summary>
    public static Span<byte> WriteName(RecordBuffer buffer, byte[] name, int valueLength)
    {
        var room = buffer.Reserve(name.Length + valueLength);
        ReadOnlySpan<byte> fragment = name;
        if (Opens(buffer.Last))
        {
            fragment = fragment[1..];
        }

        fragment.CopyTo(room);
        buffer.Count += fragment.Length;
        return room[fragment.Length..];
    }

    /// <summary>Whether the byte is <c>{</c> or <c>[</c>, which differ in one bit.</summary>
    public static bool Opens(byte last) => (last | 0x20) == (byte)'{';
}
