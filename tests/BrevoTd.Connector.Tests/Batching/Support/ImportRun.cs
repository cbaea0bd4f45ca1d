using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A writer of contact imports against the simulated server, under a fake clock.</summary>
internal sealed class ImportRun
{
    public ImportRun()
    {
        Server = new SimulatedBrevo(Time);
        Options = new ContactImportWriterOptions
        {
            ListIds = [42],
            CheckBeforeSending = false,
            TimeProvider = Time,
            LoggerFactory = WatchedServices.Logs,
            OnSettled = Settled.Add,
        };
    }

    public SteppedClock Time { get; } = new();

    public SimulatedBrevo Server { get; }

    public ContactImportWriterOptions Options { get; }

    public List<SettledRecord> Settled { get; } = [];

    public BatchWriter<Person> CreateWriter() =>
        new(
            new PersonEncoder(),
            new ContactImportSink(Server, new BrevoContactsClient(Server), Options),
            Options,
            check: null,
            ownsSink: true
        );

    public async Task<BatchWriteReport> WriteAsync(IEnumerable<Person> people)
    {
        var writer = CreateWriter();
        foreach (var person in people)
        {
            await writer.WriteAsync(person);
        }

        // Everything is accepted before the clock begins to run.
        await writer.FlushAsync();
        var report = await Time.RunAsync(writer.CompleteAsync());
        await Time.RunAsync(writer.DisposeAsync().AsTask());
        return report;
    }
}
