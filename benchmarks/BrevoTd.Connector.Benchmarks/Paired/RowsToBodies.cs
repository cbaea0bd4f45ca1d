using System.Buffers;
using System.IO.Compression;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>The way of a query's result to Brevo: gunzip → rows → contacts → bodies of 1,000.</summary>
internal sealed class RowsToBodies(int records) : PairedCase
{
    public const int BodySize = 1000;

    private readonly byte[] _gzip = CustomerRows.Gzip(CustomerRows.MessagePack(records));
    private readonly ContactMap<TdRow> _map = CustomerRows.Map;
    private readonly ArrayBufferWriter<byte> _body = new(512 * 1024);

    public override string Name => "rows-to-bodies";

    public override string Description => "gunzip → rows → ContactMap → bodies of 1,000, against hand-written decode → JSON";

    public override (double Ratio, double BytesPerRecord) Goals => (1.15, 16);

    public override int Records => records;

    public override long InputBytes => _gzip.Length;

    public override IEnumerable<(string Name, Func<ValueTask> Run)> Parts =>
        [("gunzip alone", () => HandWritten.GunzipAsync(_gzip)), ("gunzip → rows, no map", ReadRowsAsync)];

    public override ValueTask RunBaselineAsync(BodySink sink) => HandWritten.RunAsync(_gzip, _body, sink);

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        var encoder = _map.CreateEncoder();
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_gzip), CustomerRows.Schema);
        var body = _body;
        var inBody = 0;
        Bodies.Begin(body);
        while (await reader.ReadAsync())
        {
            body.GetSpan(1)[0] = inBody == 0 ? (byte)'[' : (byte)',';
            body.Advance(1);
            var encoded = encoder.Encode(reader.Current, reader.RowCount, body);
            if (encoded.Outcome != EncodeOutcome.Encoded)
            {
                throw new InvalidOperationException($"Row {reader.RowCount} was not encoded: {string.Join("; ", encoded.Failures)}");
            }

            if (++inBody == BodySize)
            {
                End(body, sink);
                Bodies.Begin(body);
                inBody = 0;
            }
        }

        if (inBody > 0)
        {
            End(body, sink);
        }
    }

    private static void End(ArrayBufferWriter<byte> body, BodySink sink)
    {
        body.Write("]"u8);
        Bodies.End(body, sink);
    }

    private async ValueTask ReadRowsAsync()
    {
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_gzip), CustomerRows.Schema);
        while (await reader.ReadAsync()) { }
    }
}
