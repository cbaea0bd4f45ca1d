using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>
/// What a careful programmer writes for this one query and no other: one forward pass with MessagePackReader and Utf8JsonWriter, names encoded beforehand, no strings, no
/// allocation per row, and the same steps as the map.
/// </summary>
internal static class HandWritten
{
    private const int BufferSize = 128 * 1024;
    private const int MaxRow = 4 * 1024;

    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? t_json;

    private static readonly JsonEncodedText s_email = Name("email");
    private static readonly JsonEncodedText s_attributes = Name("attributes");
    private static readonly JsonEncodedText s_firstName = Name("FIRSTNAME");
    private static readonly JsonEncodedText s_lastName = Name("LASTNAME");
    private static readonly JsonEncodedText s_city = Name("CITY");
    private static readonly JsonEncodedText s_country = Name("COUNTRY");
    private static readonly JsonEncodedText s_externalId = Name("EXT_ID");
    private static readonly JsonEncodedText s_visits = Name("VISITS");
    private static readonly JsonEncodedText s_ltv = Name("LTV");
    private static readonly JsonEncodedText s_vip = Name("VIP");
    private static readonly JsonEncodedText s_born = Name("BORN");

    private static readonly SearchValues<byte> s_changedByLower = SearchValues.Create([
        .. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8,
        .. Enumerable.Range(0x80, 0x80).Select(static value => (byte)value),
    ]);

    public static async ValueTask GunzipAsync(byte[] gzip)
    {
        await using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (stream.Read(buffer) > 0) { }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>One row alone, for comparison record by record.</summary>
    public static void WriteSingle(ReadOnlyMemory<byte> row, ArrayBufferWriter<byte> output)
    {
        t_json ??= new Utf8JsonWriter(output, s_options);
        t_json.Reset(output);
        var reader = new MessagePackReader(row);
        WriteRow(ref reader, t_json);
        t_json.Flush();
    }

    public static async ValueTask RunAsync(byte[] gzip, ArrayBufferWriter<byte> body, BodySink sink)
    {
        await using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var json = new Utf8JsonWriter(body, s_options);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        Run(stream, json, body, sink, buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Run(GZipStream stream, Utf8JsonWriter json, ArrayBufferWriter<byte> body, BodySink sink, byte[] buffer)
    {
        var start = 0;
        var end = 0;
        var ended = false;
        var inBody = 0;
        Begin(json, body);
        while (true)
        {
            if (end - start < MaxRow && !ended)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
                start = 0;
                while (end < buffer.Length && !ended)
                {
                    var read = stream.Read(buffer, end, buffer.Length - end);
                    end += read;
                    ended = read == 0;
                }
            }

            if (start == end)
            {
                break;
            }

            var reader = new MessagePackReader(buffer.AsMemory(start, end - start));
            // Rows are decoded as long as a whole one is certain to be in the buffer.
            while (start < end && (ended || end - start >= MaxRow))
            {
                var before = reader.Consumed;
                WriteRow(ref reader, json);
                start += (int)(reader.Consumed - before);
                if (++inBody == RowsToBodies.BodySize)
                {
                    End(json, body, sink);
                    Begin(json, body);
                    inBody = 0;
                }
            }
        }

        if (inBody > 0)
        {
            End(json, body, sink);
        }
    }

    private static void Begin(Utf8JsonWriter json, ArrayBufferWriter<byte> body)
    {
        Bodies.Begin(body);
        json.Reset();
        json.WriteStartArray();
    }

    private static void End(Utf8JsonWriter json, ArrayBufferWriter<byte> body, BodySink sink)
    {
        json.WriteEndArray();
        json.Flush();
        Bodies.End(body, sink);
    }

    private static void WriteRow(ref MessagePackReader reader, Utf8JsonWriter json)
    {
        if (reader.ReadArrayHeader() != 10)
        {
            throw new InvalidDataException("A row has not ten columns.");
        }

        Span<byte> scratch = stackalloc byte[256];
        json.WriteStartObject();
        json.WriteString(s_email, Lower(Trim(Text(ref reader)), scratch));
        json.WriteStartObject(s_attributes);
        WriteText(json, s_firstName, reader.TryReadNil() ? "there"u8 : Text(ref reader));
        WriteText(json, s_lastName, Trim(Text(ref reader)));
        WriteText(json, s_city, Text(ref reader));
        WriteText(json, s_country, Text(ref reader));
        _ = Utf8Formatter.TryFormat(reader.ReadInt64(), scratch, out var digits);
        json.WriteString(s_externalId, scratch[..digits]);
        json.WriteNumber(s_visits, reader.ReadInt64());
        if (!reader.TryReadNil())
        {
            var ltv = reader.ReadDouble();
            if (!(ltv >= 0) || !double.IsFinite(ltv))
            {
                throw new InvalidDataException("LTV must not be negative.");
            }

            json.WriteNumber(s_ltv, ltv);
        }

        json.WriteBoolean(s_vip, reader.ReadBoolean());
        if (!reader.TryReadNil())
        {
            WriteDate(json, s_born, Text(ref reader), scratch);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    private static ReadOnlySpan<byte> Text(ref MessagePackReader reader) =>
        reader.TryReadStringSpan(out var text) ? text : throw new InvalidDataException("Not a text, or not in one piece.");

    private static void WriteText(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>Dates are checked, as the map checks them, and written anew.</summary>
    private static void WriteDate(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> text, Span<byte> scratch)
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

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
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

    private static ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text, Span<byte> scratch)
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
