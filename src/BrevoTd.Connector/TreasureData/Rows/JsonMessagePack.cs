using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Turns JSON into MessagePack without a change of any value: digits that no number type holds stay text, and text stays the bytes it is.</summary>
internal static class JsonMessagePack
{
    /// <summary>Writes a text that may be no UTF-8.</summary>
    public static void WriteText(ref MessagePackWriter writer, ReadOnlySpan<byte> utf8)
    {
        writer.WriteStringHeader(utf8.Length);
        writer.WriteRaw(utf8);
    }

    /// <summary>Writes one JSON value, if the text is nothing else.</summary>
    public static bool TryWrite(ref MessagePackWriter writer, ReadOnlySpan<byte> json)
    {
        try
        {
            var check = new Utf8JsonReader(json);
            while (check.Read()) { }
        }
        catch (JsonException)
        {
            return false;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        Write(ref writer, ref reader, TdFieldType.Json);
        return true;
    }

    /// <summary>Writes the value that the reader stands on, and moves to its end.</summary>
    /// <param name="writer">Where the value goes.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="type">The column's type, for numbers that may have come as something else.</param>
    public static void Write(ref MessagePackWriter writer, ref Utf8JsonReader reader, TdFieldType type)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                writer.WriteNil();
                break;
            case JsonTokenType.True:
            case JsonTokenType.False:
                writer.Write(reader.TokenType == JsonTokenType.True);
                break;
            case JsonTokenType.Number:
                WriteNumber(ref writer, reader.ValueSpan, type);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref writer, ref reader);
                break;
            case JsonTokenType.StartObject:
                WriteMap(ref writer, ref reader);
                break;
            default:
                WriteString(ref writer, ref reader, type);
                break;
        }
    }

    /// <summary>Number of values in the list, or of names and values in the object, that the reader stands on.</summary>
    public static int CountChildren(Utf8JsonReader reader)
    {
        var end = reader.TokenType == JsonTokenType.StartArray ? JsonTokenType.EndArray : JsonTokenType.EndObject;
        var count = 0;
        while (reader.Read() && reader.TokenType != end)
        {
            count++;
            reader.Skip();
        }

        return count;
    }

    private static void WriteArray(ref MessagePackWriter writer, ref Utf8JsonReader reader)
    {
        writer.WriteArrayHeader(CountChildren(reader));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Write(ref writer, ref reader, TdFieldType.Json);
        }
    }

    private static void WriteMap(ref MessagePackWriter writer, ref Utf8JsonReader reader)
    {
        // Skip takes a name and its value together.
        writer.WriteMapHeader(CountChildren(reader));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            WriteString(ref writer, ref reader, TdFieldType.Text);
            reader.Read();
            Write(ref writer, ref reader, TdFieldType.Json);
        }
    }

    private static void WriteNumber(ref MessagePackWriter writer, ReadOnlySpan<byte> digits, TdFieldType type)
    {
        if (Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length)
        {
            writer.Write(number);
        }
        else if (Utf8Parser.TryParse(digits, out ulong large, out used) && used == digits.Length)
        {
            writer.Write(large);
        }
        else if (
            type != TdFieldType.Decimal
            && digits.IndexOfAny(".eE"u8) >= 0
            && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && double.IsFinite(real)
        )
        {
            writer.Write(real);
        }
        else
        {
            WriteText(ref writer, digits);
        }
    }

    private static void WriteString(ref MessagePackWriter writer, ref Utf8JsonReader reader, TdFieldType type)
    {
        // NaN and infinity stand as text in JSON.
        if (
            type == TdFieldType.Double
            && !reader.ValueIsEscaped
            && double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && !double.IsFinite(number)
        )
        {
            writer.Write(number);
        }
        else if (!reader.ValueIsEscaped)
        {
            WriteText(ref writer, reader.ValueSpan);
        }
        else
        {
            var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
            WriteText(ref writer, buffer.AsSpan(0, Unescape(reader.ValueSpan, buffer)));
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The framework refuses to unescape text that is not UTF-8; here its bytes are passed on. The reader has checked the escapes.</summary>
    private static int Unescape(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf((byte)'\\');
            plain = plain < 0 ? text.Length : plain;
            text[..plain].CopyTo(target[written..]);
            written += plain;
            text = text[plain..];
            if (text.IsEmpty)
            {
                break;
            }

            var escape = text[1];
            if (escape == (byte)'u')
            {
                var unit = Unit(text);
                text = text[6..];
                if (char.IsHighSurrogate(unit) && text.StartsWith("\\u"u8) && char.IsLowSurrogate(Unit(text)))
                {
                    written += new Rune(unit, Unit(text)).EncodeToUtf8(target[written..]);
                    text = text[6..];
                }
                else
                {
                    // Half of a pair is no text; it becomes what UTF-8 decoders show in its place.
                    written += (Rune.TryCreate(unit, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(target[written..]);
                }

                continue;
            }

            target[written++] = escape switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                _ => escape,
            };
            text = text[2..];
        }

        return written;

        static char Unit(ReadOnlySpan<byte> escape)
        {
            _ = Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x');
            return (char)unit;
        }
    }
}
