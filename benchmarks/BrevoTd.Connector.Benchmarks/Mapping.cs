using System.Buffers;
using BenchmarkDotNet.Attributes;
using BrevoTd.Connector.Benchmarks.Paired;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks;

/// <summary>What one record costs in a map, and what its costlier steps add. The way from rows to bodies as a whole is measured in pairs (<c>paired rows-to-bodies</c>).</summary>
[MemoryDiagnoser]
public class Mapping
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private TdRow _row;
    private ReadOnlyMemory<byte> _rowBytes;
    private RecordEncoder<TdRow> _columns = null!;
    private RecordEncoder<TdRow> _email = null!;
    private RecordEncoder<TdRow> _lowered = null!;
    private RecordEncoder<TdRow> _converted = null!;
    private RecordEncoder<TdRow> _computed = null!;
    private RecordEncoder<TdRow> _international = null!;
    private RecordEncoder<TdRow> _national = null!;
    private RecordEncoder<(string Name, long Id, double Ratio)> _objects = null!;

    [GlobalSetup]
    public void Setup()
    {
        _rowBytes = CustomerRows.MessagePack(1);
        _row = TdRow.FromMessagePack(CustomerRows.Schema, _rowBytes.Span);
        _columns = CustomerRows.Map.CreateEncoder();
        _email = Contact(map => map.Email(Column.Text("email")));
        _lowered = Contact(map => map.Email(Column.Text("email")).Trim().ToLower().MustBeEmail());
        _converted = Contact(map => map.Email(Column.Text("email")).Convert(s => s.ToLowerInvariant()));
        _computed = Contact(map => map.Email(row => row.Text("email")));
        _international = Contact(map => map.Sms(row => "+33 6 12 34 56 78").ToE164("FR"));
        _national = Contact(map => map.Sms(row => "06 12 34 56 78").ToE164("FR"));
        _objects = RowMap
            .From<(string Name, long Id, double Ratio)>(map =>
            {
                map.Time(_ => DateTimeOffset.UnixEpoch);
                map.Column("name", x => x.Name);
                map.Column("id", x => x.Id);
                map.Column("ratio", x => x.Ratio);
            })
            .CreateEncoder();
    }

    [Benchmark(Baseline = true, Description = "ten columns, hand-written")]
    public int HandWrittenRow()
    {
        _output.ResetWrittenCount();
        HandWritten.WriteSingle(_rowBytes, _output);
        return _output.WrittenCount;
    }

    [Benchmark(Description = "ten columns, ContactMap")]
    public int Columns() => Encode(_columns);

    [Benchmark(Description = "e-mail alone")]
    public int Email() => Encode(_email);

    [Benchmark(Description = "e-mail: Trim, ToLower, MustBeEmail")]
    public int EmailSteps() => Encode(_lowered);

    [Benchmark(Description = "e-mail: Convert over string")]
    public int EmailConvert() => Encode(_converted);

    [Benchmark(Description = "e-mail: computed from the row")]
    public int EmailComputed() => Encode(_computed);

    [Benchmark(Description = "phone: ToE164 of an international number")]
    public int International() => Encode(_international);

    [Benchmark(Description = "phone: ToE164 of a national number")]
    public int National() => Encode(_national);

    [Benchmark(Description = "object → row of four columns, RowMap")]
    public int Objects()
    {
        _output.ResetWrittenCount();
        _ = _objects.Encode(("Ann", 42, 0.5), 1, _output);
        return _output.WrittenCount;
    }

    private static RecordEncoder<TdRow> Contact(Action<ContactMapBuilder<TdRow>> configure) => ContactMap.From(configure).CreateEncoder();

    private int Encode(RecordEncoder<TdRow> encoder)
    {
        _output.ResetWrittenCount();
        _ = encoder.Encode(_row, 1, _output);
        return _output.WrittenCount;
    }
}
