using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Every row becomes an event with properties.</summary>
internal sealed class RowsToEvents(int records) : PairedCase
{
    private const int BodySize = 200;

    private static readonly JsonEncodedText s_eventName = HandText.Name("event_name");
    private static readonly JsonEncodedText s_bought = HandText.Name("product_bought");
    private static readonly JsonEncodedText s_date = HandText.Name("event_date");
    private static readonly JsonEncodedText s_identifiers = HandText.Name("identifiers");
    private static readonly JsonEncodedText s_email = HandText.Name("email_id");
    private static readonly JsonEncodedText s_properties = HandText.Name("event_properties");
    private static readonly JsonEncodedText s_orderId = HandText.Name("order_id");
    private static readonly JsonEncodedText s_total = HandText.Name("total");
    private static readonly JsonEncodedText s_productId = HandText.Name("product_id");
    private static readonly JsonEncodedText s_product = HandText.Name("product");
    private static readonly JsonEncodedText s_category = HandText.Name("category");
    private static readonly JsonEncodedText s_quantity = HandText.Name("quantity");
    private static readonly JsonEncodedText s_price = HandText.Name("price");

    private readonly ArrayBufferWriter<byte> _body = new(512 * 1024);
    private readonly byte[] _gzip = CustomerRows.Gzip(ShopRows.MessagePack(records, out _));
    private readonly EventMap<TdRow> _map = EventMap.From<TdRow>(static map =>
    {
        map.Name("product_bought");
        map.Time(Column.Timestamp("created_at"));
        map.Email(Column.Text("email")).Trim().ToLower();
        map.Properties(static fields =>
        {
            fields.Field("order_id", Column.Int64("order_id"));
            fields.Field("total", Column.Double("total"));
            fields.Field("product_id", Column.Text("product_id"));
            fields.Field("product", Column.Text("product"));
            fields.Field("category", Column.Text("category"));
            fields.Field("quantity", Column.Int64("quantity"));
            fields.Field("price", Column.Double("price"));
        });
    });

    public override string Name => "events";

    public override string Description => "Rows → EventMap → bodies of 200";

    public override PairedGoals Goals => new() { MaxRatio = 1.15, MaxBytes = 16 };

    public override int Records => records;

    public override string Input => string.Create(CultureInfo.InvariantCulture, $"{_gzip.Length:N0} bytes of msgpack.gz");

    public override async ValueTask RunBaselineAsync(BodySink sink)
    {
        await using var stream = new GZipStream(new MemoryStream(_gzip), CompressionMode.Decompress);
        using var json = new Utf8JsonWriter(_body, HandText.JsonOptions);
        using var rows = new StreamedRows(stream);
        Run(rows, json, sink);
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        var encoder = _map.CreateEncoder();
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_gzip), ShopRows.Schema);
        var inBody = 0;
        _body.ResetWrittenCount();
        while (await reader.ReadAsync())
        {
            Bodies.Encode(encoder, reader.Current, reader.RowCount, _body, inBody == 0 ? (byte)'[' : (byte)',');
            if (++inBody == BodySize)
            {
                End(sink);
                inBody = 0;
            }
        }

        if (inBody > 0)
        {
            End(sink);
        }
    }

    private void End(BodySink sink)
    {
        _body.Write("]"u8);
        sink.Take(_body.WrittenSpan);
        _body.ResetWrittenCount();
    }

    private void Run(StreamedRows rows, Utf8JsonWriter json, BodySink sink)
    {
        var inBody = 0;
        Begin(json);
        while (rows.Fill())
        {
            var reader = new MessagePackReader(rows.Memory);
            while (rows.HasRow)
            {
                var before = reader.Consumed;
                WriteRow(ref reader, json);
                rows.Take(reader.Consumed - before);
                if (++inBody == BodySize)
                {
                    json.Flush();
                    End(sink);
                    Begin(json);
                    inBody = 0;
                }
            }
        }

        if (inBody > 0)
        {
            json.Flush();
            End(sink);
        }
    }

    private void Begin(Utf8JsonWriter json)
    {
        _body.ResetWrittenCount();
        json.Reset();
        json.WriteStartArray();
    }

    private static void WriteRow(ref MessagePackReader reader, Utf8JsonWriter json)
    {
        if (reader.ReadArrayHeader() != 10)
        {
            throw new InvalidDataException("A row has not ten columns.");
        }

        Span<byte> scratch = stackalloc byte[256];
        var orderId = reader.ReadInt64();
        var created = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());
        reader.Skip(default);
        json.WriteStartObject();
        json.WriteString(s_eventName, s_bought);
        json.WriteString(s_date, scratch[..HandText.FormatTime(created, scratch)]);
        json.WriteStartObject(s_identifiers);
        json.WriteString(s_email, HandText.Lower(HandText.Trim(HandText.Read(ref reader)), scratch));
        json.WriteEndObject();
        json.WriteStartObject(s_properties);
        json.WriteNumber(s_orderId, orderId);
        json.WriteNumber(s_total, reader.ReadDouble());
        HandText.Write(json, s_productId, HandText.Read(ref reader));
        HandText.Write(json, s_product, HandText.Read(ref reader));
        HandText.Write(json, s_category, HandText.Read(ref reader));
        json.WriteNumber(s_quantity, reader.ReadInt64());
        json.WriteNumber(s_price, reader.ReadDouble());
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
