using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Encodings.Web;

namespace BrevoTd.Connector.Mapping;

/// <summary>Writes UTF-8 as JSON text with the rules of <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/>. Bytes that are not UTF-8 become U+FFFD.</summary>
internal static class JsonText
{
    /// <summary>No byte becomes more than six: <c>\u00XX</c>, and two such escapes for four bytes.</summary>
    private const int MaxExpansion = 6;

    /// <summary>Writes the text between quotes.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="room">Room behind what the buffer holds, for the text and its quotes at least.</param>
    /// <param name="utf8">The text.</param>
    /// <returns>Position of the first byte after the opening quote.</returns>
    public static int WriteQuoted(RecordBuffer buffer, Span<byte> room, ReadOnlySpan<byte> utf8)
    {
        room[0] = (byte)'"';
        var start = buffer.Count + 1;
        if (TryCopyPlain(utf8, room[1..]))
        {
            room[utf8.Length + 1] = (byte)'"';
            buffer.Count = start + utf8.Length + 1;
            return start;
        }

        buffer.Count = start;
        WriteEscaped(buffer, utf8);
        buffer.Write((byte)'"');
        return start;
    }

    private static void WriteEscaped(RecordBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        var encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        var plain = encoder.FindFirstCharacterToEncodeUtf8(utf8);
        if (plain < 0)
        {
            buffer.Write(utf8);
            return;
        }

        buffer.Write(utf8[..plain]);
        var rest = utf8[plain..];
        _ = encoder.EncodeUtf8(rest, buffer.Reserve(checked(rest.Length * MaxExpansion)), out _, out var written);
        buffer.Count += written;
    }

    /// <summary>Copies text that needs no escape. Only ASCII is decided here; the encoder sees to the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCopyPlain(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var length = source.Length;
        if (length >= Vector128<byte>.Count)
        {
            return TryCopyPlainLong(source, target);
        }

        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target[..length]);
        if (length >= sizeof(ulong))
        {
            var head = Unsafe.ReadUnaligned<ulong>(ref from);
            var tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, length - sizeof(ulong)));
            Unsafe.WriteUnaligned(ref to, head);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - sizeof(ulong)), tail);
            return IsPlain(Vector128.Create(head, tail).AsByte());
        }

        if (length >= sizeof(uint))
        {
            var head = Unsafe.ReadUnaligned<uint>(ref from);
            var tail = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, length - sizeof(uint)));
            Unsafe.WriteUnaligned(ref to, head);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - sizeof(uint)), tail);
            return IsPlain(Vector128.Create(head, tail, head, tail).AsByte());
        }

        for (var i = 0; i < length; i++)
        {
            var value = source[i];
            if (value is < 0x20 or (byte)'"' or (byte)'\\' or >= 0x7F)
            {
                return false;
            }

            target[i] = value;
        }

        return true;
    }

    private static bool TryCopyPlainLong(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var length = source.Length;
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target[..length]);
        var last = length - Vector128<byte>.Count;
        for (var i = 0; i < last; i += Vector128<byte>.Count)
        {
            var chunk = Vector128.LoadUnsafe(ref from, (nuint)i);
            if (!IsPlain(chunk))
            {
                return false;
            }

            chunk.StoreUnsafe(ref to, (nuint)i);
        }

        var end = Vector128.LoadUnsafe(ref from, (nuint)last);
        end.StoreUnsafe(ref to, (nuint)last);
        return IsPlain(end);
    }

    /// <summary>Whether no byte is a control character, a quote, a backslash, DEL or beyond ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(Vector128<byte> bytes)
    {
        // As signed numbers, bytes beyond ASCII are negative and so below the blank as well.
        var special =
            Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(bytes, Vector128.Create((byte)0x7F));
        return special == Vector128<byte>.Zero;
    }
}
