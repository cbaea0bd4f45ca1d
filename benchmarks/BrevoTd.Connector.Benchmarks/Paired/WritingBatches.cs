using System.Buffers;
using System.Net.Http.Headers;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Benchmarks.Writers;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>
/// The batch writer, which follows every import to its end and gives every record its outcome, against a loop that encodes with the same map and sends the same bodies through the same client, and learns nothing of them afterwards.
/// </summary>
internal abstract class WritingBatches<T> : PairedCase, IDisposable
{
    private static readonly byte[] s_prefix =
    [
        .. """{"listIds":[42],"updateExistingContacts":true,"emptyContactsAttributes":false,"disableNotification":true,"jsonBody":["""u8,
    ];
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly ArrayBufferWriter<byte> _body = new(512 * 1024);
    private readonly InMemoryImports _service = new();
    private readonly BrevoContactsClient _contacts;

    public void Dispose() => _service.Dispose();

    protected WritingBatches(int records)
    {
        Records = records;

        // The pages of the harness have one case to a process, which ends with it.
        _contacts = ImportClient.InMemory(_service).Brevo.Contacts;
    }

    public override string Baseline => "bare loop";

    public override string Connector => "batch writer";

    public override PairedGoals Goals => new() { MaxRatio = 1.15 };

    public override int Records { get; }

    protected abstract ContactMap<T> Map { get; }

    public override async ValueTask RunBaselineAsync(BodySink sink)
    {
        _service.Sink = sink;
        var encoder = Map.CreateEncoder();
        using var source = Open();
        var inBody = 0;
        for (var number = 1L; source.MoveNext(); number++)
        {
            if (inBody == 0)
            {
                _body.ResetWrittenCount();
                _body.Write(s_prefix);
                Bodies.Check(encoder.Encode(source.Current, number, _body), number);
            }
            else
            {
                Bodies.Encode(encoder, source.Current, number, _body, (byte)',');
            }

            if (++inBody == RowsToBodies.BodySize)
            {
                await SendAsync();
                inBody = 0;
            }
        }

        if (inBody > 0)
        {
            await SendAsync();
        }
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        _service.Sink = sink;
        await using var writer = _contacts.CreateImportWriter(Map, ImportClient.Options());
        using var source = Open();
        while (source.MoveNext())
        {
            await writer.WriteAsync(source.Current);
        }

        await ImportClient.CompleteAsync(writer, Records);
    }

    /// <summary>The records, from memory.</summary>
    protected abstract IRecordSource<T> Open();

    private async Task SendAsync()
    {
        _body.Write("]}"u8);
        using var content = new ReadOnlyMemoryContent(_body.WrittenMemory);
        content.Headers.ContentType = s_json;
        await _contacts.ImportAsync(content, CancellationToken.None);
    }
}

/// <summary>Records one after another.</summary>
internal interface IRecordSource<out T> : IDisposable
{
    T Current { get; }

    bool MoveNext();
}

/// <summary>The batch writer over rows of a query's result, which are read on both sides.</summary>
internal sealed class WritingBatchesOfRows(int records) : WritingBatches<TdRow>(records)
{
    private readonly byte[] _rows = CustomerRows.MessagePack(records);

    public override string Name => "rows";

    public override string Description => "Rows of ten columns";

    public override string Input => $"read from MessagePack in memory";

    protected override ContactMap<TdRow> Map => CustomerRows.Map;

    protected override IRecordSource<TdRow> Open() => new Source(new TdRowReader(new MemoryStream(_rows), CustomerRows.Schema));

    private sealed class Source(TdRowReader reader) : IRecordSource<TdRow>
    {
        public TdRow Current => reader.Current;

        public bool MoveNext() => reader.Read();

        public void Dispose() => reader.Dispose();
    }
}

/// <summary>The batch writer over objects: nothing but the map and the writer is at work.</summary>
internal sealed class WritingBatchesOfObjects(int records) : WritingBatches<Customer>(records)
{
    private const int Distinct = 10_000;

    private readonly Customer[] _customers = Customer.Make(Distinct);

    public override string Name => "objects";

    public override string Description => "Objects in memory, which cost nothing to read";

    public override string Input => "10,000 objects of ten properties, again and again";

    protected override ContactMap<Customer> Map { get; } =
        ContactMap.From<Customer>(static map =>
        {
            map.Email(static customer => customer.Email).Trim().ToLower().Required();
            map.Attribute("FIRSTNAME", static customer => customer.FirstName).Default("there");
            map.Attribute("LASTNAME", static customer => customer.LastName).Trim();
            map.Attribute("CITY", static customer => customer.City);
            map.Attribute("COUNTRY", static customer => customer.Country);
            map.ExternalId(static customer => customer.Id);
            map.Attribute("VISITS", static customer => customer.Visits);
            map.Attribute("LTV", static customer => customer.Ltv).Must(static ltv => ltv >= 0, "LTV must not be negative");
            map.Attribute("VIP", static customer => customer.Vip);
            map.Attribute("BORN", static customer => customer.Born);
        });

    protected override IRecordSource<Customer> Open() => new Source(_customers, Records);

    private sealed class Source(Customer[] customers, int records) : IRecordSource<Customer>
    {
        private int _next;

        public Customer Current { get; private set; } = customers[0];

        public bool MoveNext()
        {
            if (_next == records)
            {
                return false;
            }

            Current = customers[_next++ % customers.Length];
            return true;
        }

        public void Dispose() { }
    }
}
