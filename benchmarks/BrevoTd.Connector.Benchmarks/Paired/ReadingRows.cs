using System.Globalization;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Bytes that are inflated already: every value of every row, by number.</summary>
internal sealed class ReadingRows(int records) : PairedCase
{
    private readonly byte[] _rows = CustomerRows.MessagePack(records);

    public override string Name => "reading-rows";

    public override string Description => "Bytes that are inflated already → every value";

    public override PairedGoals Goals => new() { MaxRatio = 1.15, MaxBytes = 16 };

    public override int Records => records;

    public override string Input => string.Create(CultureInfo.InvariantCulture, $"{_rows.Length:N0} bytes of msgpack");

    public override IEnumerable<(string Name, Func<ValueTask> Run)> Parts => [("connector, rows without values", FindRowsAsync)];

    public override ValueTask RunBaselineAsync(BodySink sink)
    {
        HandWrittenRows.Read(_rows, sink);
        return default;
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        using var reader = new TdRowReader(new MemoryStream(_rows), CustomerRows.Schema);
        await ConnectorRows.ReadAsync(reader, sink);
    }

    private async ValueTask FindRowsAsync()
    {
        using var reader = new TdRowReader(new MemoryStream(_rows), CustomerRows.Schema);
        while (await reader.ReadAsync()) { }
    }
}

/// <summary>The same with decompression.</summary>
internal sealed class ReadingGzipRows(int records) : PairedCase
{
    private readonly byte[] _gzip = CustomerRows.Gzip(CustomerRows.MessagePack(records));

    public override string Name => "reading-gzip-rows";

    public override string Description => "gunzip → every value";

    public override PairedGoals Goals => new() { MaxRatio = 1.05, MaxBytes = 16 };

    public override int Records => records;

    public override string Input => string.Create(CultureInfo.InvariantCulture, $"{_gzip.Length:N0} bytes of msgpack.gz");

    public override IEnumerable<(string Name, Func<ValueTask> Run)> Parts => [("gunzip alone", () => HandWritten.GunzipAsync(_gzip))];

    public override ValueTask RunBaselineAsync(BodySink sink)
    {
        HandWrittenRows.ReadGzip(_gzip, sink);
        return default;
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_gzip), CustomerRows.Schema);
        await ConnectorRows.ReadAsync(reader, sink);
    }
}

/// <summary>Against rows as dictionaries.</summary>
internal sealed class ReadingDictionaries(int records) : PairedCase
{
    private readonly byte[] _rows = CustomerRows.MessagePack(records);

    public override string Name => "reading-dictionaries";

    public override string Description => "Bytes that are inflated already → every value, against rows as `Dictionary<string, object?>`";

    public override string Baseline => "dictionaries";

    public override PairedGoals Goals => new() { MinSpeed = 4, MaxBytes = 16 };

    public override int Records => records;

    public override string Input => string.Create(CultureInfo.InvariantCulture, $"{_rows.Length:N0} bytes of msgpack");

    public override IEnumerable<(string Name, Func<ValueTask> Run)> Parts =>
        [("connector, by name and with texts as strings", () => ReadByNameAsync(new BodySink(keep: false)))];

    public override ValueTask RunBaselineAsync(BodySink sink)
    {
        HandWrittenRows.ReadDictionaries(_rows, sink);
        return default;
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        using var reader = new TdRowReader(new MemoryStream(_rows), CustomerRows.Schema);
        await ConnectorRows.ReadAsync(reader, sink);
    }

    private async ValueTask ReadByNameAsync(BodySink sink)
    {
        using var reader = new TdRowReader(new MemoryStream(_rows), CustomerRows.Schema);
        await ConnectorRows.ReadByNameAsync(reader, sink);
    }
}
