using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Reads JSON values that stand alone and are known to be JSON, as strictly as values of rows are read.</summary>
internal static class JsonScalar
{
    private const int MaxShortText = 256;
    private const double MaxDecimal = 7.9e28;

    public static TdValueKind Kind(ReadOnlySpan<byte> json) =>
        json[0] switch
        {
            (byte)'"' => TdValueKind.Text,
            (byte)'{' => TdValueKind.Map,
            (byte)'[' => TdValueKind.Array,
            (byte)'t' or (byte)'f' => TdValueKind.Boolean,
            (byte)'n' => TdValueKind.Null,
            _ => json.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 ? TdValueKind.Integer : TdValueKind.Float64,
        };

    /// <summary>A text. Where it has escapes, its characters are made in a scratch buffer.</summary>
    public static TdColumnProblem Text(ReadOnlySpan<byte> json, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (json[0] != (byte)'"')
        {
            return Other(json);
        }

        value = json[1..^1];
        if (value.Contains((byte)'\\'))
        {
            var scratch = context.NextScratch();
            if (!TryUnescape(json, scratch.Reserve(json.Length), out var length))
            {
                value = default;
                return TdColumnProblem.Unreadable;
            }

            scratch.Count = length;
            value = scratch.Written;
        }

        return TdColumnProblem.None;
    }

    public static TdColumnProblem Int64(ReadOnlySpan<byte> json, out long value)
    {
        value = 0;
        return Kind(json) switch
        {
            TdValueKind.Integer => Utf8Parser.TryParse(json, out value, out var read) && read == json.Length
                ? TdColumnProblem.None
                : TdColumnProblem.Unreadable,
            _ => Other(json),
        };
    }

    public static TdColumnProblem Double(ReadOnlySpan<byte> json, out double value)
    {
        value = 0;
        return Kind(json) is TdValueKind.Integer or TdValueKind.Float64
            ? double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                ? TdColumnProblem.None
                : TdColumnProblem.Unreadable
            : Other(json);
    }

    public static TdColumnProblem Decimal(ReadOnlySpan<byte> json, out decimal value)
    {
        value = 0;
        Span<byte> room = stackalloc byte[MaxShortText];
        return Kind(json) switch
        {
            TdValueKind.Integer or TdValueKind.Float64 => Parse(json, out value),
            TdValueKind.Text => TryShortText(json, room, out var length) && TryParse(room[..length], out value)
                ? TdColumnProblem.None
                : TdColumnProblem.Unreadable,
            _ => Other(json),
        };

        static TdColumnProblem Parse(ReadOnlySpan<byte> digits, out decimal number) =>
            TryParse(digits, out number) ? TdColumnProblem.None : TdColumnProblem.Unreadable;
    }

    public static TdColumnProblem Boolean(ReadOnlySpan<byte> json, out bool value)
    {
        value = json[0] == (byte)'t';
        Span<byte> room = stackalloc byte[MaxShortText];
        switch (Kind(json))
        {
            case TdValueKind.Boolean:
                return TdColumnProblem.None;
            case TdValueKind.Integer:
                value = json.SequenceEqual("1"u8);
                return value || json.SequenceEqual("0"u8) ? TdColumnProblem.None : TdColumnProblem.Unreadable;
            case TdValueKind.Text:
                var text = TryShortText(json, room, out var length) ? room[..length] : [];
                value = Ascii.EqualsIgnoreCase(text, "true"u8);
                return value || Ascii.EqualsIgnoreCase(text, "false"u8) ? TdColumnProblem.None : TdColumnProblem.Unreadable;
            default:
                return Other(json);
        }
    }

    public static TdColumnProblem Date(ReadOnlySpan<byte> json, out DateOnly value)
    {
        value = default;
        Span<byte> room = stackalloc byte[MaxShortText];
        if (json[0] != (byte)'"')
        {
            return Other(json);
        }

        return TryShortText(json, room, out var length) && TdTimeText.TryDate(room[..length], out value)
            ? TdColumnProblem.None
            : TdColumnProblem.Unreadable;
    }

    public static TdColumnProblem Timestamp(ReadOnlySpan<byte> json, out DateTimeOffset value)
    {
        value = default;
        Span<byte> room = stackalloc byte[MaxShortText];
        if (json[0] == (byte)'"')
        {
            return TryShortText(json, room, out var length) && TdTimeText.TryTimestamp(room[..length], out value)
                ? TdColumnProblem.None
                : TdColumnProblem.Unreadable;
        }

        var problem = Int64(json, out var seconds);
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

    private static bool TryParse(ReadOnlySpan<byte> digits, out decimal number)
    {
        if (decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        number = 0;
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide) || !(Math.Abs(wide) < MaxDecimal))
        {
            return false;
        }

        number = (decimal)wide;
        return true;
    }

    /// <summary>The characters of a text that is short, as numbers, truth values and times are.</summary>
    private static bool TryShortText(ReadOnlySpan<byte> json, Span<byte> room, out int length)
    {
        length = 0;
        return json.Length <= room.Length && TryUnescape(json, room, out length);
    }

    private static bool TryUnescape(ReadOnlySpan<byte> json, Span<byte> room, out int length)
    {
        length = 0;
        var reader = new Utf8JsonReader(json);
        try
        {
            _ = reader.Read();
            length = reader.CopyString(room);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            // Half of a surrogate pair as an escape, or bytes that are not UTF-8.
            return false;
        }
    }

    private static TdColumnProblem Other(ReadOnlySpan<byte> json) =>
        json[0] == (byte)'n' ? TdColumnProblem.Null : TdColumnProblem.WrongKind;
}
