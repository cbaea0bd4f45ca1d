using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Fields of a MessagePack map as Treasure Data imports it: no extensions, truth values as <c>true</c> and <c>false</c> in text (tables have no type for them), dates and points in time as text.
/// </summary>
internal readonly struct RowFormat : IWireFormat
{
    private const int MaxHeader = 5;
    private const int MaxNumber = 9;

    /// <summary>Texts up to this length have a header of one byte. Numbers, dates and points in time are no longer.</summary>
    private const int MaxShort = 31;
    private const int ShortHeader = 1;
    private const int MaxDecimal = 31;

    /// <summary>The texts <c>true</c> and <c>false</c> with their headers, read from the lowest byte.</summary>
    private const ulong True = 0x65_75_72_74_A4;
    private const ulong False = 0x65_73_6C_61_66_A5;

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
        if (!Utf8.IsValid(utf8))
        {
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        }

        var room = WriteName(buffer, name, checked(utf8.Length + MaxHeader), out var position);
        _ = MessagePackPrimitives.TryWriteStringHeader(room, (uint)utf8.Length, out var header);
        utf8.CopyTo(room[header..]);
        End(buffer, position + header + utf8.Length);
        return position + header;
    }

    /// <summary>Encodes the text in its place; unpaired surrogates become U+FFFD.</summary>
    public static int WriteText(EncodeContext context, byte[] name, string text)
    {
        var buffer = context.Buffer;
        var room = WriteName(buffer, name, checked(MaxHeader + (text.Length * TextBytes.MaxBytesPerChar)), out var position);
        if (text.Length <= MaxShort && ShortCopy.TryAscii(text, room[ShortHeader..]))
        {
            EndShort(buffer, room, position, text.Length);
            return position + ShortHeader;
        }

        // Most texts are ASCII, whose header is known before they are encoded.
        var expected = HeaderLength(text.Length);
        _ = Utf8.FromUtf16(text, room[expected..], out _, out var length);
        var header = HeaderLength(length);
        if (header != expected)
        {
            room.Slice(expected, length).CopyTo(room[header..]);
        }

        _ = MessagePackPrimitives.TryWriteStringHeader(room, (uint)length, out _);
        End(buffer, position + header + length);
        return position + header;
    }

    public static void WriteInt64(RecordBuffer buffer, byte[] name, long value)
    {
        var room = WriteName(buffer, name, MaxNumber, out var position);
        _ = MessagePackPrimitives.TryWrite(room, value, out var written);
        End(buffer, position + written);
    }

    public static void WriteDouble(RecordBuffer buffer, byte[] name, double value)
    {
        var room = WriteName(buffer, name, MaxNumber, out var position);
        _ = MessagePackPrimitives.TryWrite(room, value, out var written);
        End(buffer, position + written);
    }

    public static void WriteDecimal(RecordBuffer buffer, byte[] name, decimal value)
    {
        var room = WriteName(buffer, name, ShortHeader + MaxDecimal, out var position);
        _ = Utf8Formatter.TryFormat(value, room[ShortHeader..], out var length);
        EndShort(buffer, room, position, length);
    }

    public static void WriteBoolean(RecordBuffer buffer, byte[] name, bool value)
    {
        var room = WriteName(buffer, name, sizeof(ulong), out var position);
        // One write without a branch: truth values are as good as random. The bytes behind are overwritten or cut off.
        BinaryPrimitives.WriteUInt64LittleEndian(room, value ? True : False);
        End(buffer, position + ShortHeader + (value ? "true"u8.Length : "false"u8.Length));
    }

    public static void WriteDate(RecordBuffer buffer, byte[] name, DateOnly value)
    {
        var room = WriteName(buffer, name, ShortHeader + TimeText.DateLength, out var position);
        TimeText.WriteDate(room[ShortHeader..], value);
        EndShort(buffer, room, position, TimeText.DateLength);
    }

    public static void WriteTimestamp(RecordBuffer buffer, byte[] name, DateTimeOffset value)
    {
        var room = WriteName(buffer, name, ShortHeader + TimeText.MaxTimestampLength, out var position);
        EndShort(buffer, room, position, TimeText.WriteTimestamp(room[ShortHeader..], value));
    }

    public static void WriteCleared(RecordBuffer buffer, byte[] name)
    {
        WriteName(buffer, name, 1, out var position)[0] = MessagePackCode.Nil;
        End(buffer, position + 1);
    }

    private static int HeaderLength(int textLength) =>
        textLength switch
        {
            <= MaxShort => ShortHeader,
            <= byte.MaxValue => 2,
            <= ushort.MaxValue => 3,
            _ => MaxHeader,
        };

    /// <summary>Writes the name and makes room for the value; <see cref="End"/> makes the field count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<byte> WriteName(RecordBuffer buffer, byte[] name, int valueLength, out int position)
    {
        var room = buffer.Reserve(name.Length + valueLength);
        ShortCopy.Bytes(name, room);
        position = buffer.Count + name.Length;
        return room[name.Length..];
    }

    /// <summary>The field ends here. The buffer's count is written once per field: every field begins with reading it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(RecordBuffer buffer, int position)
    {
        buffer.Count = position;
        buffer.FieldCount++;
    }

    /// <summary>Puts the header in front of a text that is short by nature.</summary>
    private static void EndShort(RecordBuffer buffer, Span<byte> room, int position, int length)
    {
        room[0] = (byte)(MessagePackCode.MinFixStr | length);
        End(buffer, position + ShortHeader + length);
    }
}
