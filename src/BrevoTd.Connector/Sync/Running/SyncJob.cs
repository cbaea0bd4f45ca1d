using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// A definition together with the clients and the store that it runs with. Thread-safe; each run is by itself, and only one run of a job is under way at a time, wherever it was started.
/// </summary>
/// <remarks>Registered by <c>services.AddSync&lt;T&gt;()</c> as <see cref="SyncJob{T}"/>, or made with <see cref="Create"/>.</remarks>
public class SyncJob
{
    private static readonly TimeSpan s_planLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_tombstonesAge = TimeSpan.FromMinutes(1);

    private readonly BrevoClient _brevo;
    private readonly TreasureDataClient _treasureData;
    private readonly ISyncStore _store;
    private readonly SyncJobOptions _options;
    private readonly IReadOnlyList<SyncStep> _steps;
    private readonly ILogger _log;
    private readonly RecordHash _hash;
    private readonly Tombstones _tombstones;
    private readonly Tombstones _unsubscribed;

    internal SyncJob(
        SyncDefinition definition,
        BrevoClient brevo,
        TreasureDataClient treasureData,
        ISyncStore store,
        SyncJobOptions options
    )
    {
        options.Validate();
        Name = JobNames.Require(definition.Name, nameof(SyncDefinition.Name));
        (_brevo, _treasureData, _store, _options) = (brevo, treasureData, store, options);
        _log = new QuietLogger((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<SyncJob>());
        _hash = new RecordHash(options.HashKey);
        _tombstones = new Tombstones(store, options.Account, _hash, s_tombstonesAge, options.TimeProvider);
        _unsubscribed = new Tombstones(store, options.Account, _hash, s_tombstonesAge, options.TimeProvider, "unsubscribed");
        var builder = new SyncBuilder(Name);
        definition.WriteInto(builder);
        builder.Validate();
        _steps = builder.Steps;
    }

    /// <summary>Name of the job.</summary>
    public string Name { get; }

    /// <summary>Makes a job of a definition.</summary>
    /// <param name="definition">What the job moves.</param>
    /// <param name="brevo">The client for Brevo. It must outlive the job's runs.</param>
    /// <param name="treasureData">The client for Treasure Data. It must outlive the job's runs.</param>
    /// <param name="store">Where the job remembers how far it came, such as a <see cref="FileSyncStore"/>.</param>
    /// <param name="options">Options; the defaults when <see langword="null"/>.</param>
    /// <returns>The job.</returns>
    /// <exception cref="SyncDefinitionException">The definition is not complete.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or the job's name is not possible.</exception>
    public static SyncJob Create(
        SyncDefinition definition,
        BrevoClient brevo,
        TreasureDataClient treasureData,
        ISyncStore store,
        SyncJobOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(brevo);
        ArgumentNullException.ThrowIfNull(treasureData);
        ArgumentNullException.ThrowIfNull(store);
        return new SyncJob(definition, brevo, treasureData, store, options ?? new SyncJobOptions());
    }

    /// <summary>Finds out what a run would do now, by the same code and without writing anything: to neither service, nor to the store.</summary>
    /// <param name="options">How the run would differ from the definition; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>The plan. Hand it to a run to make sure that nothing has changed in between.</returns>
    /// <exception cref="SyncSourceException">A source cannot be read.</exception>
    /// <exception cref="Batching.BatchCheckException">A map does not fit its source or its target.</exception>
    /// <exception cref="Http.ConnectorException">A call failed.</exception>
    public async Task<SyncPlan> PlanAsync(SyncRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= SyncRunOptions.Default;
        options.Validate();
        var context = CreateContext(options, "plan");
        var stamp = await ReadStampAsync(cancellationToken).ConfigureAwait(false);
        var steps = new List<SyncStepPlan>();
        foreach (var step in _steps)
        {
            steps.Add(await step.PlanAsync(context, cancellationToken).ConfigureAwait(false));
        }

        return new SyncPlan
        {
            Job = Name,
            CreatedAt = context.StartedAt,
            ExpiresAt = context.StartedAt + s_planLife,
            IsSample = options.Sample is not null,
            Stamp = stamp,
            Steps = steps,
        };
    }

    /// <summary>
    /// Runs the steps one after another. A run that ends in the middle, for whatever reason, is continued by the next one: nothing is lost, and nothing is sent twice where the service has a key for it.
    /// </summary>
    /// <param name="options">How this run differs from the definition; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends the run: what is under way gets its outcome first, up to the writers' <c>DisposeTimeout</c>.</param>
    /// <returns>What became of every record. Look at <see cref="SyncReport.IsComplete"/>: refused records do not end a run.</returns>
    /// <exception cref="SyncAlreadyRunningException">Another run of this job is under way.</exception>
    /// <exception cref="SyncPlanStaleException">The plan in <see cref="SyncRunOptions.Plan"/> is stale.</exception>
    /// <exception cref="SyncFailedException">The run ended before its last step; it carries the report, and the reason as its inner exception, such as a <see cref="SyncGuardException"/>.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<SyncReport> RunAsync(SyncRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= SyncRunOptions.Default;
        options.Validate();
        var runId = NewRunId();
        var lease = await LeaseKeeper
            .TryStartAsync(_store, Name, runId, _options.LeaseDuration, _options.TimeProvider, cancellationToken)
            .ConfigureAwait(false);
        if (lease is null)
        {
            SyncLog.AlreadyRunning(_log, Name);
            throw new SyncAlreadyRunningException(Name);
        }

        await using (lease.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            await BeginAsync(options, runId, stop.Token).ConfigureAwait(false);
            var run = new SyncRun(CreateContext(options, runId), _steps, _log, _options.ReportDatabase);
            return await run.RunAsync(lease.Lost, stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Counts the run, so that plans made before it are stale.</summary>
    private async Task BeginAsync(SyncRunOptions options, string runId, CancellationToken cancellationToken)
    {
        if (options.Plan is { } plan)
        {
            RequireFresh(plan, await ReadStampAsync(cancellationToken).ConfigureAwait(false));
        }

        if (options.Sample is null)
        {
            await _store
                .WriteDocumentAsync(
                    Name,
                    "run",
                    JsonSerializer.SerializeToUtf8Bytes(runId, SyncJsonContext.Default.String),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private void RequireFresh(SyncPlan plan, string stamp)
    {
        if (plan.Job != Name)
        {
            throw new SyncPlanStaleException(Name, $"it is a plan of '{plan.Job}'.");
        }

        if (plan.IsSample)
        {
            throw new SyncPlanStaleException(Name, "it was made from a sample.");
        }

        if (_options.TimeProvider.GetUtcNow() > plan.ExpiresAt)
        {
            throw new SyncPlanStaleException(Name, "it is older than an hour.");
        }

        if (plan.Stamp != stamp)
        {
            throw new SyncPlanStaleException(Name, "the job has run since.");
        }
    }

    private async Task<string> ReadStampAsync(CancellationToken cancellationToken) =>
        await _store.ReadDocumentAsync(Name, "run", cancellationToken).ConfigureAwait(false) is { } json
            ? JsonSerializer.Deserialize(json, SyncJsonContext.Default.String) ?? ""
            : "";

    private SyncContext CreateContext(SyncRunOptions options, string runId) =>
        new()
        {
            Job = Name,
            RunId = runId,
            Brevo = _brevo,
            TreasureData = _treasureData,
            Store = _store,
            Clock = _options.TimeProvider,
            Loggers = _options.LoggerFactory ?? NullLoggerFactory.Instance,
            Options = options,
            Hash = _hash,
            Tombstones = _tombstones,
            Unsubscribed = _unsubscribed,
            Account = _options.Account,
            StartedAt = _options.TimeProvider.GetUtcNow(),
        };

    /// <summary>Sorts by time, and two machines never make the same.</summary>
    private string NewRunId() =>
        _options.TimeProvider.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
        + "-"
        + Guid.NewGuid().ToString("N")[..8];
}
