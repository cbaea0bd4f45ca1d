using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>What the hand-written sides have in common: texts in UTF-8, without a string.</summary>
internal static class HandText
{
    /// <summary>A point in time with seven decimals is no longer.</summary>
    public const int MaxTime = 33;

    private static readonly SearchValues<byte> s_changedByLower = SearchValues.Create([
        .. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8,
        .. Enumerable.Range(0x80, 0x80).Select(static value => (byte)value),
    ]);

    public static JsonWriterOptions JsonOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    public static ReadOnlySpan<byte> Read(ref MessagePackReader reader) =>
        reader.TryReadStringSpan(out var text) ? text : throw new InvalidDataException("Not a text, or not in one piece.");

    public static void Write(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            json.WriteString(name, text);
        }
    }

    public static void WriteDigits(Utf8JsonWriter json, JsonEncodedText name, long value, Span<byte> scratch)
    {
        _ = Utf8Formatter.TryFormat(value, scratch, out var digits);
        json.WriteString(name, scratch[..digits]);
    }

    /// <summary>Dates are checked, as the map checks them, and written anew.</summary>
    public static void WriteDate(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> text, Span<byte> scratch)
    {
        if (
            text.Length != 10
            || !Utf8Parser.TryParse(text[..4], out int year, out _)
            || !Utf8Parser.TryParse(text[5..7], out int month, out _)
            || !Utf8Parser.TryParse(text[8..], out int day, out _)
        )
        {
            throw new InvalidDataException("Not a date.");
        }

        _ = new DateOnly(year, month, day).TryFormat(scratch, out var written, "O", CultureInfo.InvariantCulture);
        json.WriteString(name, scratch[..written]);
    }

    /// <summary>ISO 8601 in UTC, with decimals only where there are any.</summary>
    public static int FormatTime(DateTimeOffset value, Span<byte> target)
    {
        const int Seconds = 19;
        _ = Utf8Formatter.TryFormat(value.UtcDateTime, target, out var length, new StandardFormat('O'));
        length = target[Seconds..(length - 1)].LastIndexOfAnyExcept((byte)'0', (byte)'.') + 1 + Seconds;
        target[length] = (byte)'Z';
        return length + 1;
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && (text[0] <= 0x20 || text[0] >= 0x7F))
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            text = text[length..];
        }

        while (!text.IsEmpty && (text[^1] <= 0x20 || text[^1] >= 0x7F))
        {
            if (Rune.DecodeLastFromUtf8(text, out var rune, out var length) != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                break;
            }

            text = text[..^length];
        }

        return text;
    }

    public static ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text, Span<byte> scratch)
    {
        if (text.IndexOfAny(s_changedByLower) < 0)
        {
            return text;
        }

        if (text.Length <= scratch.Length && Ascii.ToLower(text, scratch, out var written) == OperationStatus.Done)
        {
            return scratch[..written];
        }

        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).ToLowerInvariant());
    }
}
