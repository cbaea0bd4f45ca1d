using System.Buffers;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Batching;

/// <summary>Identifiers as text: read from the wire, and brought into the form in which two spellings of one identifier are equal.</summary>
internal static class KeyText
{
    private const int MaxPlain = 128;

    /// <summary>The text of a field as it stands on the wire, unescaped; <see langword="null"/> for an empty field.</summary>
    public static string? Decode(ReadOnlySpan<byte> field, WireFormat format)
    {
        if (field.IsEmpty)
        {
            return null;
        }

        return format is not WireFormat.MessagePack && field.Contains((byte)'\\') ? Unescape(field) : Encoding.UTF8.GetString(field);
    }

    /// <summary>An e-mail address without regard to case and surrounding blanks.</summary>
    public static string NormalizeEmail(string text) => text.Trim().ToLowerInvariant();

    /// <summary>An external id is compared as it is.</summary>
    public static string NormalizeExternalId(string text) => text.Trim();

    /// <summary>The digits of an international number, however it is written: <c>+33 6…</c>, <c>00336…</c> and <c>336…</c> are one; empty when the text is no number.</summary>
    public static string NormalizePhone(string text)
    {
        var trimmed = text.AsSpan().Trim();
        Span<char> digits = stackalloc char[24];
        var count = 0;
        foreach (var character in trimmed)
        {
            if (char.IsAsciiDigit(character))
            {
                if (count == digits.Length)
                {
                    return "";
                }

                digits[count++] = character;
            }
            else if (!" +-().'/\u00A0\u202F".Contains(character, StringComparison.Ordinal))
            {
                return "";
            }
        }

        var number = (ReadOnlySpan<char>)digits[..count];
        if (number.StartsWith("00"))
        {
            number = number[2..];
        }

        return number.Length < 5 ? "" : number.ToString();
    }

    /// <summary>Hash of a key in which spellings that are equal for a service are equal, without allocating for plain ones.</summary>
    public static uint Hash(ReadOnlySpan<byte> key, bool ignoreCase, WireFormat format)
    {
        // Nearly every key is short and plain; this runs for every record.
        Span<byte> plain = stackalloc byte[MaxPlain];
        if (key.Length <= MaxPlain && (format is WireFormat.MessagePack || !key.Contains((byte)'\\')))
        {
            if (!ignoreCase)
            {
                return HashOf(key);
            }

            if (Ascii.ToLower(key, plain, out var length) is OperationStatus.Done)
            {
                return HashOf(plain[..length]);
            }
        }

        var rented = ArrayPool<byte>.Shared.Rent(Bound(key.Length));
        var hash = HashOf(rented.AsSpan(0, Normalize(key, ignoreCase, format, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    private static uint HashOf(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return (uint)hash.ToHashCode();
    }

    public static bool AreEqual(ReadOnlySpan<byte> a, bool ignoreCaseA, ReadOnlySpan<byte> b, bool ignoreCaseB, WireFormat format)
    {
        if (a.SequenceEqual(b) && ignoreCaseA == ignoreCaseB)
        {
            return true;
        }

        var left = ArrayPool<byte>.Shared.Rent(Bound(a.Length));
        var right = ArrayPool<byte>.Shared.Rent(Bound(b.Length));
        var equal = left.AsSpan(0, Normalize(a, ignoreCaseA, format, left))
            .SequenceEqual(right.AsSpan(0, Normalize(b, ignoreCaseB, format, right)));
        ArrayPool<byte>.Shared.Return(left);
        ArrayPool<byte>.Shared.Return(right);
        return equal;
    }

    public static int Bound(int length) => length * 3 + 16;

    /// <summary>Writes a key in the form in which equal spellings are equal.</summary>
    public static int Normalize(ReadOnlySpan<byte> key, bool ignoreCase, WireFormat format, Span<byte> output)
    {
        var isEscaped = format is not WireFormat.MessagePack && key.Contains((byte)'\\');
        if (!isEscaped && (!ignoreCase || Ascii.IsValid(key)))
        {
            if (ignoreCase)
            {
                Ascii.ToLower(key, output, out var written);
                return written;
            }

            key.CopyTo(output);
            return key.Length;
        }

        var text = isEscaped ? Unescape(key) : Encoding.UTF8.GetString(key);
        return Encoding.UTF8.GetBytes(ignoreCase ? text.ToLowerInvariant() : text, output);
    }

    private static string Unescape(ReadOnlySpan<byte> field)
    {
        var quoted = new byte[field.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        field.CopyTo(quoted.AsSpan(1));
        try
        {
            var reader = new Utf8JsonReader(quoted);
            return reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(field);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON text after all (an encoder of the user's own): then the bytes are the text.
            return Encoding.UTF8.GetString(field);
        }
    }
}
