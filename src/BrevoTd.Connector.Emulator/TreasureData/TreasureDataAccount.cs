using System.Security.Cryptography;
using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Everything the emulated account has: tables, jobs, results, bulk imports.</summary>
internal sealed class TreasureDataAccount : IAsyncDisposable
{
    public const string UserName = "Emulator User";
    public const int AccountId = 1;
    public const int UserId = 300;

    private const long FirstTargetId = 17;

    private readonly bool _isTemporary;
    private readonly FileStream? _guard;

    private TreasureDataAccount(string folder, bool isTemporary, FileStream? guard, SqlEngine engine, ConnectorEmulatorOptions options)
    {
        string? Log(string name) => isTemporary ? null : Path.Combine(folder, name);

        Folder = folder;
        _isTemporary = isTemporary;
        _guard = guard;
        Clock = options.TimeProvider;
        Options = options;
        Engine = engine;
        CreatedAt = Clock.GetUtcNow();
        Tables = new TableStore(
            engine,
            Clock,
            new VisibilityDelay(options.TreasureDataVisibilityDelay, options.TreasureDataSchemaDelay),
            Log("catalog.jsonl"),
            Log("imports.jsonl")
        );
        Results = new ResultStore(Path.Combine(folder, "results"));
        Jobs = new JobBoard(Clock, options.TreasureDataQueueTime, Log("jobs.jsonl"));
        Exports = new ResultExporter(Tables, Results, Clock);
        Queries = new QueryRunner(engine, Tables, Results, Exports);
        Users = new UserStore(Clock, options, Log("users.jsonl"));
        Schedules = new ScheduleStore(Jobs, Queries, Clock, Log("schedules.jsonl"));
        ResultTargets = new StateTable<ResultTargetState>(
            Log("result-targets.jsonl"),
            StateJsonContext.Default.ResultTargetState,
            Clock,
            FirstTargetId
        );
        Workflows = new WorkflowBoard(Clock, Log("workflows.jsonl"), Log("attempts.jsonl"));
        Cdp = new CdpStore(Clock, Log);
        Connectors = new ConnectorStore(Tables, Jobs, Clock, Log("connectors.jsonl"));
        BulkImports = new BulkImportStore(Tables, Jobs, Clock, Path.Combine(folder, "bulk-imports"), Log("bulk-imports.jsonl"));
    }

    public string Folder { get; }

    public TimeProvider Clock { get; }

    public ConnectorEmulatorOptions Options { get; }

    public DateTimeOffset CreatedAt { get; }

    public SqlEngine Engine { get; }

    public TableStore Tables { get; }

    public ResultStore Results { get; }

    public JobBoard Jobs { get; }

    public QueryRunner Queries { get; }

    public BulkImportStore BulkImports { get; }

    public UserStore Users { get; }

    public ResultExporter Exports { get; }

    public ScheduleStore Schedules { get; }

    /// <summary>Saved targets of results; each is a connection, too.</summary>
    public StateTable<ResultTargetState> ResultTargets { get; }

    public ConnectorStore Connectors { get; }

    public WorkflowBoard Workflows { get; }

    public CdpStore Cdp { get; }

    /// <summary>Opens the folder of the options; without one, results and parts go to a temporary folder and everything else to memory.</summary>
    public static async Task<TreasureDataAccount> OpenAsync(ConnectorEmulatorOptions options, CancellationToken cancellationToken)
    {
        var isTemporary = options.Folder is null;
        var folder = isTemporary
            ? Path.Combine(Path.GetTempPath(), "treasure-data-emulator-" + Guid.NewGuid().ToString("n"))
            : Path.Combine(options.Folder!, "treasure-data");
        Directory.CreateDirectory(folder);
        var guard = isTemporary ? null : Lock(folder, options.Folder!);
        TreasureDataAccount? account = null;
        try
        {
            var file = isTemporary ? null : Path.Combine(folder, "tables.duckdb");
            var engine = await SqlEngine.OpenAsync(file, cancellationToken).ConfigureAwait(false);
            account = new TreasureDataAccount(folder, isTemporary, guard, engine, options);
            account.Tables.Open();
            await account.Tables.RestoreHiddenAsync(cancellationToken).ConfigureAwait(false);
            account.Jobs.Open();
            account.BulkImports.Open();
            account.Users.Open();
            account.Schedules.Open();
            account.ResultTargets.Open();
            account.Connectors.Open();
            account.Workflows.Open();
            account.Cdp.Open();
            return account;
        }
        catch
        {
            if (account is not null)
                await account.DisposeAsync().ConfigureAwait(false);
            else if (guard is not null)
                await guard.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Workflows.DisposeAsync().ConfigureAwait(false);
        await Jobs.DisposeAsync().ConfigureAwait(false);
        await BulkImports.DisposeAsync().ConfigureAwait(false);
        if (!_isTemporary)
            await Tables.SettleAllAsync(CancellationToken.None).ConfigureAwait(false);
        await Engine.DisposeAsync().ConfigureAwait(false);
        Tables.Dispose();
        Results.Dispose();
        Users.Dispose();
        Schedules.Dispose();
        ResultTargets.Dispose();
        Connectors.Dispose();
        Cdp.Dispose();
        if (_guard is not null)
            await _guard.DisposeAsync().ConfigureAwait(false);
        if (_isTemporary && Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The key of a folder: chosen once, then read back, so that clients keep working after a restart.</summary>
    public static string KeepKey(ConnectorEmulatorOptions options, string name, Func<string> generate)
    {
        if (options.Folder is null)
            return generate();
        var path = Path.Combine(options.Folder, "treasure-data", name);
        if (File.Exists(path))
            return File.ReadAllText(path).Trim();
        var key = generate();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, key);
        return key;
    }

    private static FileStream Lock(string folder, string root)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The folder {root} is in use by another emulator. Stop it, or choose another folder.", exception);
        }
    }

    /// <summary>The hexadecimal MD5 that imports answer with; it guards against damage, not against malice.</summary>
#pragma warning disable CA5351 // The service's own choice of hash.
    public static string Md5(ReadOnlySpan<byte> bytes) => Convert.ToHexString(MD5.HashData(bytes)).ToLowerInvariant();
#pragma warning restore CA5351
}
