using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Adjacent rows of one key become an order with its lines.</summary>
internal sealed class RowsToOrders : PairedCase
{
    private const int BodySize = 1000;

    private readonly ArrayBufferWriter<byte> _body = new(1024 * 1024);
    private readonly byte[] _gzip;
    private readonly int _lines;
    private readonly OrderMap<RowGroup<TdRow>> _map = OrderMap.From<RowGroup<TdRow>>(static map =>
    {
        map.Id(Column.Int64("order_id"));
        map.CreatedAt(Column.Timestamp("created_at"));
        map.UpdatedAt(Column.Timestamp("created_at"));
        map.Status(Column.Text("status"));
        map.Amount(Column.Decimal("total"));
        map.Lines(
            static group => group.Rows,
            static line =>
            {
                line.ProductId(Column.Text("product_id"));
                line.Quantity(Column.Int64("quantity"));
                line.Price(Column.Decimal("price"));
            }
        );
        map.Email(Column.Text("email")).Trim().ToLower();
    });

    public RowsToOrders(int lines)
    {
        _gzip = CustomerRows.Gzip(ShopRows.MessagePack(lines, out var orders));
        _lines = lines;
        Records = orders;
    }

    public override string Name => "orders";

    public override string Description => "Rows of one order → OrderMap → bodies of 1,000";

    public override PairedGoals Goals => new() { MaxRatio = 1.15, MaxBytes = 16 };

    public override int Records { get; }

    public override string Input =>
        string.Create(CultureInfo.InvariantCulture, $"made of {_lines:N0} rows, {_gzip.Length:N0} bytes of msgpack.gz");

    public override async ValueTask RunBaselineAsync(BodySink sink)
    {
        await using var stream = new GZipStream(new MemoryStream(_gzip), CompressionMode.Decompress);
        using var json = new Utf8JsonWriter(_body, HandText.JsonOptions);
        using var rows = new StreamedRows(stream);
        new HandWrittenOrders(json, _body, sink).Run(rows);
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        var encoder = _map.CreateEncoder();
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_gzip), ShopRows.Schema);
        var inBody = 0;
        var number = 0L;
        _body.ResetWrittenCount();
        await foreach (var group in RowsAsync(reader).GroupAdjacentAsync("order_id"))
        {
            Bodies.Encode(encoder, group, ++number, _body, inBody == 0 ? (byte)'[' : (byte)',');
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

    private static async IAsyncEnumerable<TdRow> RowsAsync(TdRowReader reader)
    {
        while (await reader.ReadAsync())
        {
            yield return reader.Current;
        }
    }

    private void End(BodySink sink)
    {
        _body.Write("]"u8);
        sink.Take(_body.WrittenSpan);
        _body.ResetWrittenCount();
    }

    /// <summary>One pass: an order is begun at its first row and ended when another one comes. Only the address is kept, because it stands behind the lines.</summary>
    private sealed class HandWrittenOrders(Utf8JsonWriter json, ArrayBufferWriter<byte> body, BodySink sink)
    {
        private static readonly JsonEncodedText s_id = HandText.Name("id");
        private static readonly JsonEncodedText s_created = HandText.Name("createdAt");
        private static readonly JsonEncodedText s_updated = HandText.Name("updatedAt");
        private static readonly JsonEncodedText s_status = HandText.Name("status");
        private static readonly JsonEncodedText s_amount = HandText.Name("amount");
        private static readonly JsonEncodedText s_products = HandText.Name("products");
        private static readonly JsonEncodedText s_productId = HandText.Name("productId");
        private static readonly JsonEncodedText s_quantity = HandText.Name("quantity");
        private static readonly JsonEncodedText s_price = HandText.Name("price");
        private static readonly JsonEncodedText s_identifiers = HandText.Name("identifiers");
        private static readonly JsonEncodedText s_email = HandText.Name("email_id");

        private readonly byte[] _email = new byte[1024];
        private int _emailLength;
        private long _order = -1;
        private int _inBody;

        public void Run(StreamedRows rows)
        {
            Begin();
            while (rows.Fill())
            {
                var reader = new MessagePackReader(rows.Memory);
                while (rows.HasRow)
                {
                    var before = reader.Consumed;
                    ReadRow(ref reader);
                    rows.Take(reader.Consumed - before);
                }
            }

            if (_order >= 0)
            {
                EndOrder();
            }

            if (_inBody > 0)
            {
                EndBody();
            }
        }

        private void ReadRow(ref MessagePackReader reader)
        {
            if (reader.ReadArrayHeader() != 10)
            {
                throw new InvalidDataException("A row has not ten columns.");
            }

            var order = reader.ReadInt64();
            if (order == _order)
            {
                for (var i = 0; i < 4; i++)
                {
                    reader.Skip(default);
                }
            }
            else
            {
                if (_order >= 0)
                {
                    EndOrder();
                    if (++_inBody == BodySize)
                    {
                        EndBody();
                        Begin();
                    }
                }

                _order = order;
                BeginOrder(ref reader);
            }

            json.WriteStartObject();
            json.WriteString(s_productId, HandText.Read(ref reader));
            reader.Skip(default);
            reader.Skip(default);
            json.WriteNumber(s_quantity, reader.ReadInt64());
            json.WriteNumber(s_price, reader.ReadDouble());
            json.WriteEndObject();
        }

        private void BeginOrder(ref MessagePackReader reader)
        {
            Span<byte> scratch = stackalloc byte[HandText.MaxTime];
            json.WriteStartObject();
            HandText.WriteDigits(json, s_id, _order, scratch);
            var created = scratch[..HandText.FormatTime(DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()), scratch)];
            json.WriteString(s_created, created);
            json.WriteString(s_updated, created);
            json.WriteString(s_status, HandText.Read(ref reader));
            var email = HandText.Read(ref reader);
            email.CopyTo(_email);
            _emailLength = email.Length;
            json.WriteNumber(s_amount, reader.ReadDouble());
            json.WriteStartArray(s_products);
        }

        private void EndOrder()
        {
            Span<byte> scratch = stackalloc byte[256];
            json.WriteEndArray();
            json.WriteStartObject(s_identifiers);
            json.WriteString(s_email, HandText.Lower(HandText.Trim(_email.AsSpan(0, _emailLength)), scratch));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private void Begin()
        {
            body.ResetWrittenCount();
            json.Reset();
            json.WriteStartArray();
            _inBody = 0;
        }

        private void EndBody()
        {
            json.WriteEndArray();
            json.Flush();
            sink.Take(body.WrittenSpan);
        }
    }
}
