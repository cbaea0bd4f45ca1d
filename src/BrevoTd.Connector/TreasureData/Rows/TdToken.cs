using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads a single MessagePack value that the scanner has found complete. Nothing here throws: what does not fit is told as a <see cref="TdColumnProblem"/>.</summary>
internal static class TdToken
{
    public static TdValueKind Kind(ReadOnlySpan<byte> token)
    {
        var code = token[0];
        return code switch
        {
            <= 0x7F or >= 0xE0 => TdValueKind.Integer,
            <= 0x8F => TdValueKind.Map,
            <= 0x9F => TdValueKind.Array,
            <= 0xBF => TdValueKind.Text,
            0xC0 => TdValueKind.Null,
            0xC2 or 0xC3 => TdValueKind.Boolean,
            0xC4 or 0xC5 or 0xC6 => TdValueKind.Binary,
            0xCA => TdValueKind.Float32,
            0xCB => TdValueKind.Float64,
            0xCF => token[1] >= 0x80 ? TdValueKind.UnsignedInteger : TdValueKind.Integer,
            0xCC or 0xCD or 0xCE or 0xD0 or 0xD1 or 0xD2 or 0xD3 => TdValueKind.Integer,
            0xD9 or 0xDA or 0xDB => TdValueKind.Text,
            0xDC or 0xDD => TdValueKind.Array,
            0xDE or 0xDF => TdValueKind.Map,
            _ => TdValueKind.Extension,
        };
    }

    public static bool IsNull(ReadOnlySpan<byte> token) => token[0] == 0xC0;

    /// <summary>The bytes of a text, or of a binary value; they may be no valid UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TdColumnProblem Utf8(ReadOnlySpan<byte> token, out ReadOnlySpan<byte> utf8)
    {
        if ((token[0] & 0xE0) == 0xA0)
        {
            utf8 = token[1..];
            return TdColumnProblem.None;
        }

        return LongUtf8(token, out utf8);
    }

    public static TdColumnProblem Text(ReadOnlySpan<byte> token, out string? text)
    {
        var problem = Utf8(token, out var utf8);
        if (problem == TdColumnProblem.None && !System.Text.Unicode.Utf8.IsValid(utf8))
        {
            problem = TdColumnProblem.Unreadable;
        }

        text = problem == TdColumnProblem.None ? System.Text.Encoding.UTF8.GetString(utf8) : null;
        return problem;
    }

    public static TdColumnProblem Int64(ReadOnlySpan<byte> token, out long value)
    {
        var code = token[0];
        if (code <= 0x7F)
        {
            value = code;
            return TdColumnProblem.None;
        }

        if (code >= 0xE0)
        {
            value = (sbyte)code;
            return TdColumnProblem.None;
        }

        var rest = token[1..];
        switch (code)
        {
            case 0xCC:
                value = rest[0];
                break;
            case 0xCD:
                value = BinaryPrimitives.ReadUInt16BigEndian(rest);
                break;
            case 0xCE:
                value = BinaryPrimitives.ReadUInt32BigEndian(rest);
                break;
            case 0xCF:
                value = BinaryPrimitives.ReadInt64BigEndian(rest);
                return value < 0 ? TdColumnProblem.Unreadable : TdColumnProblem.None;
            case 0xD0:
                value = (sbyte)rest[0];
                break;
            case 0xD1:
                value = BinaryPrimitives.ReadInt16BigEndian(rest);
                break;
            case 0xD2:
                value = BinaryPrimitives.ReadInt32BigEndian(rest);
                break;
            case 0xD3:
                value = BinaryPrimitives.ReadInt64BigEndian(rest);
                break;
            default:
                value = 0;
                return Other(code);
        }

        return TdColumnProblem.None;
    }

    /// <summary>Any number, also beyond 2^53, where a double holds it only nearly.</summary>
    /// <param name="token">The value.</param>
    /// <param name="acceptText">Whether a number written as text counts, as decimals may come.</param>
    /// <param name="value">The number.</param>
    public static TdColumnProblem Double(ReadOnlySpan<byte> token, bool acceptText, out double value)
    {
        switch (token[0])
        {
            case 0xCB:
                value = BinaryPrimitives.ReadDoubleBigEndian(token[1..]);
                return TdColumnProblem.None;
            case 0xCA:
                value = BinaryPrimitives.ReadSingleBigEndian(token[1..]);
                return TdColumnProblem.None;
            case 0xCF:
                value = BinaryPrimitives.ReadUInt64BigEndian(token[1..]);
                return TdColumnProblem.None;
        }

        if (acceptText && Kind(token) == TdValueKind.Text)
        {
            _ = Utf8(token, out var utf8);
            var parsed = double.TryParse(utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
            return parsed ? TdColumnProblem.None : TdColumnProblem.Unreadable;
        }

        var problem = Int64(token, out var integer);
        value = integer;
        return problem;
    }

    public static TdColumnProblem Decimal(ReadOnlySpan<byte> token, out decimal value)
    {
        value = 0;
        switch (Kind(token))
        {
            case TdValueKind.Text:
                _ = Utf8(token, out var utf8);
                var parsed = decimal.TryParse(utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
                return parsed ? TdColumnProblem.None : TdColumnProblem.Unreadable;
            case TdValueKind.UnsignedInteger:
                value = BinaryPrimitives.ReadUInt64BigEndian(token[1..]);
                return TdColumnProblem.None;
            case TdValueKind.Float32:
                // The digits of the 32-bit number itself, not those of its 64-bit neighbour.
                return FromDouble(BinaryPrimitives.ReadSingleBigEndian(token[1..]), single: true, out value);
            case TdValueKind.Float64:
                return FromDouble(BinaryPrimitives.ReadDoubleBigEndian(token[1..]), single: false, out value);
            default:
                var problem = Int64(token, out var integer);
                value = integer;
                return problem;
        }
    }

    /// <summary>A truth value, 0 or 1, or the text <c>true</c> or <c>false</c> in any case.</summary>
    public static TdColumnProblem Boolean(ReadOnlySpan<byte> token, out bool value)
    {
        value = false;
        switch (token[0])
        {
            case 0xC2 or 0x00:
                return TdColumnProblem.None;
            case 0xC3 or 0x01:
                value = true;
                return TdColumnProblem.None;
        }

        switch (Kind(token))
        {
            case TdValueKind.Integer:
                _ = Int64(token, out var integer);
                value = integer == 1;
                return integer is 0 or 1 ? TdColumnProblem.None : TdColumnProblem.Unreadable;
            case TdValueKind.UnsignedInteger:
                return TdColumnProblem.Unreadable;
            case TdValueKind.Text:
                _ = Utf8(token, out var utf8);
                value = System.Text.Ascii.EqualsIgnoreCase(utf8, "true"u8);
                return value || System.Text.Ascii.EqualsIgnoreCase(utf8, "false"u8) ? TdColumnProblem.None : TdColumnProblem.Unreadable;
            default:
                return Other(token[0]);
        }
    }

    public static TdColumnProblem Date(ReadOnlySpan<byte> token, out DateOnly value)
    {
        value = default;
        if (Kind(token) != TdValueKind.Text)
        {
            return Other(token[0]);
        }

        _ = Utf8(token, out var utf8);
        return TdTimeText.TryDate(utf8, out value) ? TdColumnProblem.None : TdColumnProblem.Unreadable;
    }

    /// <summary>A point in time as text, or as Unix seconds.</summary>
    public static TdColumnProblem Timestamp(ReadOnlySpan<byte> token, out DateTimeOffset value)
    {
        value = default;
        if (Kind(token) == TdValueKind.Text)
        {
            _ = Utf8(token, out var utf8);
            return TdTimeText.TryTimestamp(utf8, out value) ? TdColumnProblem.None : TdColumnProblem.Unreadable;
        }

        var problem = Int64(token, out var seconds);
        if (problem != TdColumnProblem.None)
        {
            return problem;
        }

        if (seconds is < TdTimeText.MinUnixSeconds or > TdTimeText.MaxUnixSeconds)
        {
            return TdColumnProblem.Unreadable;
        }

        value = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return TdColumnProblem.None;
    }

    /// <summary>Header of a list or map.</summary>
    /// <param name="token">The value.</param>
    /// <param name="map">Whether a map is wanted, not a list.</param>
    /// <param name="count">Values in the list, or pairs in the map.</param>
    /// <param name="content">What follows the header.</param>
    public static TdColumnProblem Children(ReadOnlySpan<byte> token, bool map, out int count, out ReadOnlySpan<byte> content)
    {
        count = 0;
        content = default;
        if (Kind(token) != (map ? TdValueKind.Map : TdValueKind.Array))
        {
            return Other(token[0]);
        }

        var code = token[0];
        var length = code switch
        {
            0xDC or 0xDE => 3,
            0xDD or 0xDF => 5,
            _ => 1,
        };
        count = length switch
        {
            3 => BinaryPrimitives.ReadUInt16BigEndian(token[1..]),
            // Each value takes a byte at least, so a complete list has no more of them than an array has bytes.
            5 => (int)BinaryPrimitives.ReadUInt32BigEndian(token[1..]),
            _ => code & 0x0F,
        };
        content = token[length..];
        return TdColumnProblem.None;
    }

    private static TdColumnProblem LongUtf8(ReadOnlySpan<byte> token, out ReadOnlySpan<byte> utf8)
    {
        var header = token[0] switch
        {
            0xD9 or 0xC4 => 2,
            0xDA or 0xC5 => 3,
            0xDB or 0xC6 => 5,
            _ => 0,
        };
        if (header == 0)
        {
            utf8 = default;
            return Other(token[0]);
        }

        utf8 = token[header..];
        return TdColumnProblem.None;
    }

    private static TdColumnProblem FromDouble(double number, bool single, out decimal value)
    {
        value = 0;
        if (!(Math.Abs(number) < 7.9e28))
        {
            return TdColumnProblem.Unreadable;
        }

        value = single ? (decimal)(float)number : (decimal)number;
        return TdColumnProblem.None;
    }

    private static TdColumnProblem Other(byte code) => code == 0xC0 ? TdColumnProblem.Null : TdColumnProblem.WrongKind;
}
