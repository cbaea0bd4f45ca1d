using System.Buffers;
using System.Globalization;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>The way of a query's result to Brevo: gunzip → rows → contacts → bodies of 1,000.</summary>
internal sealed class RowsToBodies(int records, bool fullName = false) : PairedCase
{
    public const int BodySize = 1000;

    private readonly byte[] _gzip = CustomerRows.Gzip(CustomerRows.MessagePack(records));
    private readonly ContactMap<TdRow> _map = fullName ? CustomerRows.MapWithFullName : CustomerRows.Map;
    private readonly ArrayBufferWriter<byte> _body = new(512 * 1024);

    public override string Name => fullName ? "computed" : "columns";

    public override string Description => fullName ? "The same, and a text computed from two columns" : "Rules over columns";

    /// <summary>A computed text allocates by nature, on both sides.</summary>
    public override PairedGoals Goals => new() { MaxRatio = 1.15, MaxBytes = fullName ? null : 16 };

    public override int Records => records;

    public override string Input => string.Create(CultureInfo.InvariantCulture, $"{_gzip.Length:N0} bytes of msgpack.gz");

    public override IEnumerable<(string Name, Func<ValueTask> Run)> Parts =>
        [("gunzip alone", () => HandWritten.GunzipAsync(_gzip)), ("gunzip → rows, no map", ReadRowsAsync)];

    public override ValueTask RunBaselineAsync(BodySink sink) => HandWritten.RunAsync(_gzip, _body, sink, fullName);

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_gzip), CustomerRows.Schema);
        await Bodies.WriteContactsAsync(reader, _map, _body, sink);
    }

    private async ValueTask ReadRowsAsync()
    {
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_gzip), CustomerRows.Schema);
        while (await reader.ReadAsync()) { }
    }
}
