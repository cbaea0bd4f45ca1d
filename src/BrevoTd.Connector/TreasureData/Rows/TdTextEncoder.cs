using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Writes text as MessagePack; text that UTF-8 cannot hold is refused instead of changed.</summary>
internal static class TdTextEncoder
{
    private const int MaxHeader = 5;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes text.</summary>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair.</exception>
    public static void Write(ref MessagePackWriter writer, ReadOnlySpan<char> text, string column)
    {
        int length;
        try
        {
            length = s_strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw NotText(column);
        }

        writer.WriteStringHeader(length);
        if (length > 0)
        {
            writer.Advance(s_strict.GetBytes(text, writer.GetSpan(length)));
        }
    }

    /// <summary>Bytes that text of so many characters takes at most.</summary>
    public static int MaxBytes(int characters) => checked((characters * 3) + MaxHeader);

    /// <summary>Writes text in one pass. On refusal the buffer is as it was.</summary>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair.</exception>
    public static void Write(TdRowBuffer buffer, ReadOnlySpan<char> text, string column)
    {
        if (!TryWrite(buffer.Room(MaxBytes(text.Length)), text, out var length))
        {
            throw NotText(column);
        }

        buffer.Took(length);
    }

    /// <summary>Writes text in one pass.</summary>
    /// <param name="room">At least <see cref="MaxBytes"/>.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">Bytes written.</param>
    /// <returns><see langword="false"/> for text that holds half of a surrogate pair.</returns>
    public static bool TryWrite(Span<byte> room, ReadOnlySpan<char> text, out int length)
    {
        // The header's length is guessed for ASCII; text that takes more bytes is moved, which is rare.
        var header = HeaderLength(text.Length);
        if (Utf8.FromUtf16(text, room[header..], out _, out var bytes, replaceInvalidSequences: false) is not OperationStatus.Done)
        {
            length = 0;
            return false;
        }

        var actual = HeaderLength(bytes);
        if (actual != header)
        {
            room.Slice(header, bytes).CopyTo(room[actual..]);
        }

        WriteHeader(room, bytes);
        length = actual + bytes;
        return true;
    }

    /// <summary>Writes text that is UTF-8 already.</summary>
    public static void WriteUtf8(TdRowBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        var header = HeaderLength(utf8.Length);
        var room = buffer.GetSpan(utf8.Length + header);
        WriteHeader(room, utf8.Length);
        utf8.CopyTo(room[header..]);
        buffer.Advance(header + utf8.Length);
    }

    private static int HeaderLength(int bytes) =>
        bytes switch
        {
            <= 31 => 1,
            <= byte.MaxValue => 2,
            <= ushort.MaxValue => 3,
            _ => MaxHeader,
        };

    private static void WriteHeader(Span<byte> room, int length)
    {
        switch (length)
        {
            case <= 31:
                room[0] = (byte)(0xA0 | length);
                break;
            case <= byte.MaxValue:
                room[0] = 0xD9;
                room[1] = (byte)length;
                break;
            case <= ushort.MaxValue:
                room[0] = 0xDA;
                BinaryPrimitives.WriteUInt16BigEndian(room[1..], (ushort)length);
                break;
            default:
                room[0] = 0xDB;
                BinaryPrimitives.WriteInt32BigEndian(room[1..], length);
                break;
        }
    }

    private static ArgumentException NotText(string column, string parameter = "text") =>
        new(
            $"The text for column '{column}' holds half of a surrogate pair, which UTF-8 cannot express. Repair it first, or leave it out.",
            parameter
        );
}
