using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A folder with a journal, and writers that use it.</summary>
internal sealed class JournalBench : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    public string Path => System.IO.Path.Combine(_folder, "run.journal");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<BatchJournal> OpenAsync(JournalResume resume = JournalResume.StartNew, bool keepKeys = false) =>
        BatchJournal.OpenAsync(Path, new BatchJournalOptions { Resume = resume, KeepKeys = keepKeys }, Token);

    public Task<JournalState> ReadAsync() => BatchJournal.ReadAsync(Path, Token);

    /// <summary>Writes people through a writer of their own.</summary>
    public static async Task<BatchWriteReport> WriteAsync(
        BatchJournal journal,
        IBatchSink sink,
        IEnumerable<Person> people,
        Action<BatchWriterOptions>? configure = null
    )
    {
        var options = new BatchWriterOptions { MaxBatchRecords = 2, Journal = journal };
        configure?.Invoke(options);
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink, options);
        return await writer.WriteAllAsync(people, Token);
    }

    /// <summary>One journal with every kind of entry: deliveries, a process, per-record outcomes, refusals, records that were never sent.</summary>
    public async Task<byte[]> WriteEverythingAsync(bool keepKeys = false)
    {
        await using (var journal = await OpenAsync(keepKeys: keepKeys))
        {
            await WriteAsync(journal, new ScriptedSettler(), EveryKind);
        }

        return await File.ReadAllBytesAsync(Path, Token);
    }

    /// <summary>Sent in batches of two: delivered; accepted and then rejected in part; refused; unverified. The failed one and the duplicate are never sent.</summary>
    public static IReadOnlyList<Person> EveryKind { get; } =
    [
        Person.Number(1),
        Person.Number(2),
        new Person(100, "fails@example.com") { Fails = true },
        Person.Number(3),
        Person.Number(4),
        Person.Number(5),
        new Person(101, "PERSON5@example.com"),
        Person.Number(6),
        Person.Number(7),
        new Person(8, null),
        new Person(9, null) { ExternalId = "Ext-9" },
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Answers batches by their number.</summary>
    private sealed class ScriptedSettler : ISettlingBatchSink
    {
        public string Name => "settler";

        public BatchLimits Limits { get; } = new();

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                batch.Number switch
                {
                    2 => BatchAnswer.Accepted("process-2"),
                    3 => BatchAnswer.Refused(new OutcomeCause("invalid_parameter")),
                    4 => BatchAnswer.Unknown(OutcomeCause.NoAnswer),
                    _ => BatchAnswer.Delivered,
                }
            );

        public Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default)
        {
            var settlement = new BatchSettlement(RecordOutcome.Delivered);
            settlement.Set(1, RecordOutcome.Rejected, new OutcomeCause("duplicate_phone_id"));
            return Task.FromResult(settlement);
        }
    }
}
