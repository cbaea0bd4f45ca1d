using System.Buffers;
using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>What the text steps do to UTF-8. Bytes that are not UTF-8 pass through unchanged; the wire format decides about them.</summary>
internal static class Utf8Text
{
    private const int MaxBytesPerRune = 4;

    private static readonly SearchValues<byte> s_changedByLower = SearchValues.Create([
        .. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8,
        .. Enumerable.Range(0x80, 0x80).Select(static value => (byte)value),
    ]);

    private static readonly SearchValues<byte> s_changedByUpper = SearchValues.Create([
        .. "abcdefghijklmnopqrstuvwxyz"u8,
        .. Enumerable.Range(0x80, 0x80).Select(static value => (byte)value),
    ]);

    /// <summary>As <see cref="string.Trim()"/>: without white space of any script at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty && !IsPlain(value[0]))
        {
            var status = Rune.DecodeFromUtf8(value, out var rune, out var length);
            if (status != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            value = value[length..];
        }

        while (!value.IsEmpty && !IsPlain(value[^1]))
        {
            var status = Rune.DecodeLastFromUtf8(value, out var rune, out var length);
            if (status != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            value = value[..^length];
        }

        return value;
    }

    /// <summary>As <see cref="string.ToLowerInvariant"/>.</summary>
    public static ReadOnlySpan<byte> ToLower(ReadOnlySpan<byte> value, EncodeContext context)
    {
        var unchanged = value.IndexOfAny(s_changedByLower);
        return unchanged < 0 ? value : ChangeCase(value, unchanged, upper: false, context);
    }

    /// <summary>As <see cref="string.ToUpperInvariant"/>.</summary>
    public static ReadOnlySpan<byte> ToUpper(ReadOnlySpan<byte> value, EncodeContext context)
    {
        var unchanged = value.IndexOfAny(s_changedByUpper);
        return unchanged < 0 ? value : ChangeCase(value, unchanged, upper: true, context);
    }

    /// <summary>ASCII that is no white space.</summary>
    private static bool IsPlain(byte value) => value is > 0x20 and < 0x7F;

    private static ReadOnlySpan<byte> ChangeCase(ReadOnlySpan<byte> value, int unchanged, bool upper, EncodeContext context)
    {
        var scratch = context.NextScratch();
        scratch.Write(value[..unchanged]);
        var rest = value[unchanged..];
        while (!rest.IsEmpty)
        {
            var room = scratch.Reserve(Math.Max(rest.Length, MaxBytesPerRune));
            var status = upper ? Ascii.ToUpper(rest, room, out var asciiLength) : Ascii.ToLower(rest, room, out asciiLength);
            scratch.Count += asciiLength;
            rest = rest[asciiLength..];
            if (status == OperationStatus.Done)
            {
                break;
            }

            var decoded = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (decoded == OperationStatus.Done)
            {
                var changed = upper ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune);
                scratch.Count += changed.EncodeToUtf8(scratch.Reserve(MaxBytesPerRune));
            }
            else
            {
                scratch.Write(rest[..length]);
            }

            rest = rest[length..];
        }

        return scratch.Written;
    }
}
