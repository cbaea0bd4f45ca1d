using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace BrevoTd.Connector.Mapping;

/// <summary>Shortens text to a number of characters, between what people see as characters.</summary>
internal sealed class TruncateStep(int max) : TextStep
{
    private const int ShortText = 512;

    public override string Name => $"Truncate({max})";

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        // No character is shorter than a byte.
        if (value.Length > max)
        {
            value = Cut(value, max);
        }

        return ValueState.Present;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value, int max)
    {
        if (!value[..(max + 1)].ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return value[max - 1] == (byte)'\r' && value[max] == (byte)'\n' ? value[..(max - 1)] : value[..max];
        }

        var bytes = 0;
        for (var i = 0; i < max && bytes < value.Length; i++)
        {
            _ = Rune.DecodeFromUtf8(value[bytes..], out _, out var length);
            bytes += length;
        }

        if (bytes == value.Length)
        {
            return value;
        }

        // One character further shows whether the cut is between what people see as characters.
        _ = Rune.DecodeFromUtf8(value[bytes..], out _, out var next);
        var end = bytes + next;
        var rented = end > ShortText ? ArrayPool<char>.Shared.Rent(end) : null;
        Span<char> chars = rented ?? stackalloc char[ShortText];
        _ = Utf8.ToUtf16(value[..bytes], chars, out _, out var cut);
        _ = Utf8.ToUtf16(value[bytes..end], chars[cut..], out _, out var more);
        ReadOnlySpan<char> text = chars[..(cut + more)];
        var kept = 0;
        while (kept < cut)
        {
            var element = StringInfo.GetNextTextElementLength(text[kept..]);
            if (kept + element > cut)
            {
                break;
            }

            kept += element;
        }

        if (kept < cut)
        {
            bytes = ByteLength(value, chars[..kept]);
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }

        return value[..bytes];
    }

    /// <summary>Bytes of the characters, counted in the text itself: bytes that are no UTF-8 have a character each in between.</summary>
    private static int ByteLength(ReadOnlySpan<byte> value, ReadOnlySpan<char> kept)
    {
        var bytes = 0;
        for (var chars = 0; chars < kept.Length; )
        {
            _ = Rune.DecodeFromUtf8(value[bytes..], out var rune, out var length);
            chars += rune.Utf16SequenceLength;
            bytes += length;
        }

        return bytes;
    }
}

internal sealed class ReplaceStep(string old, string replacement) : TextStep
{
    private readonly byte[] _old = Encoding.UTF8.GetBytes(old);
    private readonly byte[] _new = Encoding.UTF8.GetBytes(replacement);

    public override string Name => $"Replace({StepArgument.Text(old)}, {StepArgument.Text(replacement)})";

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        var found = value.IndexOf(_old);
        if (found < 0)
        {
            return ValueState.Present;
        }

        var scratch = context.NextScratch();
        var rest = value;
        do
        {
            scratch.Write(rest[..found]);
            scratch.Write(_new);
            rest = rest[(found + _old.Length)..];
            found = rest.IndexOf(_old);
        } while (found >= 0);
        scratch.Write(rest);
        value = scratch.Written;
        return ValueState.Present;
    }
}

/// <summary>White space off, small letters, and the domain as it stands in the domain name system.</summary>
internal sealed class NormalizeEmailStep : TextStep
{
    private static readonly IdnMapping s_domains = new();

    public override string Name => "NormalizeEmail";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        value = Utf8Text.ToLower(Utf8Text.Trim(value), context);
        var at = value.LastIndexOf((byte)'@');
        if (at >= 0 && !Ascii.IsValid(value[at..]))
        {
            value = WithAsciiDomain(value, at + 1, context);
        }

        return ValueState.Present;
    }

    private static ReadOnlySpan<byte> WithAsciiDomain(ReadOnlySpan<byte> value, int start, EncodeContext context)
    {
        string domain;
        try
        {
            domain = s_domains.GetAscii(Encoding.UTF8.GetString(value[start..])).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // No domain name. Whether that matters is for MustBeEmail or the service to say.
            return value;
        }

        var scratch = context.NextScratch();
        scratch.Write(value[..start]);
        scratch.Count += Encoding.ASCII.GetBytes(domain, scratch.Reserve(domain.Length));
        return scratch.Written;
    }
}

/// <summary>SHA-256 of the text's bytes, as 64 small hexadecimal digits.</summary>
internal sealed class HashStep : TextStep
{
    public override string Name => "Hash";

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(value, hash);
        var scratch = context.NextScratch();
        var digits = scratch.Reserve(2 * hash.Length);
        for (var i = 0; i < hash.Length; i++)
        {
            digits[2 * i] = "0123456789abcdef"u8[hash[i] >> 4];
            digits[(2 * i) + 1] = "0123456789abcdef"u8[hash[i] & 0xF];
        }

        scratch.Count = 2 * hash.Length;
        value = scratch.Written;
        return ValueState.Present;
    }
}

/// <summary>One part of a text that a separator divides.</summary>
internal sealed class PartStep(string separator, int index) : TextStep
{
    private readonly byte[] _separator = Encoding.UTF8.GetBytes(separator);

    public override string Name => $"Part({index})";

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        var rest = value;
        if (index < 0)
        {
            for (var i = -1; i > index; i--)
            {
                var last = rest.LastIndexOf(_separator);
                if (last < 0)
                {
                    return ValueState.Absent;
                }

                rest = rest[..last];
            }

            var before = rest.LastIndexOf(_separator);
            value = before < 0 ? rest : rest[(before + _separator.Length)..];
            return ValueState.Present;
        }

        for (var i = 0; i < index; i++)
        {
            var next = rest.IndexOf(_separator);
            if (next < 0)
            {
                return ValueState.Absent;
            }

            rest = rest[(next + _separator.Length)..];
        }

        var end = rest.IndexOf(_separator);
        value = end < 0 ? rest : rest[..end];
        return ValueState.Present;
    }
}
