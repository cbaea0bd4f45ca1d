using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.Tests.Batching;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>A simulated account together with what jobs need to run against it.</summary>
internal sealed class ConsentAccount
{
    public const long List = 7;

    private static readonly ContactMap<Subscriber> s_map = ContactMap.From<Subscriber>(map =>
    {
        map.Email(person => person.Email);
        map.Attribute("FIRSTNAME", person => person.Name);
    });

    public ConsentAccount() => (Client, Store) = (new BrevoClient(Brevo), new MemorySyncStore(Clock));

    public ConsentBrevo Brevo { get; } = new();

    public BrevoClient Client { get; }

    public ProofTables Proofs { get; } = new();

    public TreasureDataClient TreasureData => new ProofClient(Proofs);

    public ISyncStore Store { get; }

    public SteppedClock Clock { get; } = new();

    public ContactEraser Eraser() =>
        ContactEraser.Create(Client, TreasureData, Store, new() { ProofDatabase = "privacy", TimeProvider = Clock });

    public SyncJob Job(string name, Action<SyncBuilder> configure) =>
        SyncJob.Create(SyncDefinition.From(name, configure), Client, TreasureData, Store, new() { TimeProvider = Clock });

    public SyncJob Push(
        IEnumerable<Subscriber> people,
        SyncChanges changes = SyncChanges.All,
        Action<SyncPush<Subscriber>>? configure = null
    ) =>
        Job(
            "push-" + changes,
            sync =>
            {
                var push = sync.From(people).ToContacts(s_map, Import).Changes(changes);
                configure?.Invoke(push);
            }
        );

    /// <summary>Lets the clock run until a run is over.</summary>
    public Task<SyncReport> RunAsync(SyncJob job, CancellationToken cancellationToken = default) =>
        Clock.RunAsync(job.RunAsync(cancellationToken: cancellationToken));

    private static void Import(BrevoTd.Connector.Batching.ContactImportWriterOptions options)
    {
        options.ListIds = [List];
        options.CheckBeforeSending = false;
        options.MaxBatchRecords = 3;
        options.SettlementTimeout = TimeSpan.FromSeconds(5);
    }

    internal sealed record Subscriber(string Email, string Name = "Alex")
    {
        public override string ToString() => nameof(Subscriber);
    }

    private sealed class ProofClient(ProofTables tables) : TreasureDataClient
    {
        public override TreasureDataTablesClient Tables => tables;
    }
}

/// <summary>A table that takes rows and counts them.</summary>
internal sealed class ProofTables : TreasureDataTablesClient
{
    private int _failures;

    public List<TdImportBody> Imports { get; } = [];

    public void FailOnce() => _failures++;

    public override Task<bool> CreateIfNotExistsAsync(
        string database,
        string table,
        TdSchema? schema = null,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(false);

    public override Task<TdTable> GetAsync(string database, string table, CancellationToken cancellationToken = default) =>
        Task.FromResult(new TdTable { Name = table, Schema = TdSchema.Empty });

    public override Task<TdEnsureTableResult> EnsureTableAsync(
        string database,
        string table,
        TdSchema columns,
        bool allowConflicts = false,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(new TdEnsureTableResult());

    public override Task<TdImportResult> ImportAsync(TdImportBody body, CancellationToken cancellationToken = default)
    {
        if (_failures-- > 0)
        {
            throw new InvalidOperationException("No table today.");
        }

        _failures = 0;
        lock (Imports)
        {
            Imports.Add(body);
        }

        return Task.FromResult(new TdImportResult());
    }
}
