using System.Buffers;
using System.IO.Compression;
using System.Text;
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

    [ThreadStatic]
    private static Utf8JsonWriter? t_json;

    private static readonly JsonEncodedText s_email = HandText.Name("email");
    private static readonly JsonEncodedText s_attributes = HandText.Name("attributes");
    private static readonly JsonEncodedText s_firstName = HandText.Name("FIRSTNAME");
    private static readonly JsonEncodedText s_lastName = HandText.Name("LASTNAME");
    private static readonly JsonEncodedText s_city = HandText.Name("CITY");
    private static readonly JsonEncodedText s_country = HandText.Name("COUNTRY");
    private static readonly JsonEncodedText s_externalId = HandText.Name("EXT_ID");
    private static readonly JsonEncodedText s_visits = HandText.Name("VISITS");
    private static readonly JsonEncodedText s_ltv = HandText.Name("LTV");
    private static readonly JsonEncodedText s_vip = HandText.Name("VIP");
    private static readonly JsonEncodedText s_born = HandText.Name("BORN");
    private static readonly JsonEncodedText s_fullName = HandText.Name("FULLNAME");

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
        t_json ??= new Utf8JsonWriter(output, HandText.JsonOptions);
        t_json.Reset(output);
        var reader = new MessagePackReader(row);
        WriteRow(ref reader, t_json, fullName: false);
        t_json.Flush();
    }

    public static async ValueTask RunAsync(byte[] gzip, ArrayBufferWriter<byte> body, BodySink sink, bool fullName = false)
    {
        await using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var json = new Utf8JsonWriter(body, HandText.JsonOptions);
        using var rows = new StreamedRows(stream);
        Run(rows, json, body, sink, fullName);
    }

    private static void Run(StreamedRows rows, Utf8JsonWriter json, ArrayBufferWriter<byte> body, BodySink sink, bool fullName)
    {
        var inBody = 0;
        Begin(json, body);
        while (rows.Fill())
        {
            var reader = new MessagePackReader(rows.Memory);
            while (rows.HasRow)
            {
                var before = reader.Consumed;
                WriteRow(ref reader, json, fullName);
                rows.Take(reader.Consumed - before);
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

    private static void WriteRow(ref MessagePackReader reader, Utf8JsonWriter json, bool fullName)
    {
        if (reader.ReadArrayHeader() != 10)
        {
            throw new InvalidDataException("A row has not ten columns.");
        }

        Span<byte> scratch = stackalloc byte[256];
        json.WriteStartObject();
        json.WriteString(s_email, HandText.Lower(HandText.Trim(HandText.Read(ref reader)), scratch));
        json.WriteStartObject(s_attributes);
        var first = reader.TryReadNil() ? default : HandText.Read(ref reader);
        HandText.Write(json, s_firstName, first.IsEmpty ? "there"u8 : first);
        var last = HandText.Read(ref reader);
        HandText.Write(json, s_lastName, HandText.Trim(last));
        HandText.Write(json, s_city, HandText.Read(ref reader));
        HandText.Write(json, s_country, HandText.Read(ref reader));
        HandText.WriteDigits(json, s_externalId, reader.ReadInt64(), scratch);
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
            HandText.WriteDate(json, s_born, HandText.Read(ref reader), scratch);
        }

        if (fullName)
        {
            json.WriteString(s_fullName, $"{Encoding.UTF8.GetString(first)} {Encoding.UTF8.GetString(last)}".Trim());
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
