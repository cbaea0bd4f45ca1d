using System.Collections.Concurrent;
using System.Globalization;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>All jobs of the account: takes them in, runs them in the background, and remembers how they ended.</summary>
internal sealed class JobBoard : IAsyncDisposable
{
    private const int RunningAtOnce = 4;
    private const long FirstId = 900_100_001;
    private const string Stopped = "The emulator was stopped before the job had ended.\n";

    private readonly ConcurrentDictionary<long, Job> _jobs = new();
    private readonly ConcurrentDictionary<string, long> _domainKeys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, Execution> _executions = new();
    private readonly SemaphoreSlim _slots = new(RunningAtOnce);
    private readonly object _issuing = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _queueTime;
    private readonly JsonLog<Job> _log;
    private long _lastId = FirstId - 1;
    private volatile bool _closing;

    public JobBoard(TimeProvider clock, TimeSpan queueTime, string? logPath)
    {
        _clock = clock;
        _queueTime = queueTime;
        _log = new JsonLog<Job>(logPath, StateJsonContext.Default.Job);
    }

    /// <summary>Reads the jobs of earlier runs. One that had not ended then has ended now.</summary>
    public void Open()
    {
        foreach (var job in _log.Open(KeepLatest))
        {
            _jobs[job.Id] = job;
            _lastId = Math.Max(_lastId, job.Id);
            if (job.DomainKey is { } key)
                _domainKeys[key] = job.Id;
        }
    }

    /// <summary>Takes a job in and starts it.</summary>
    /// <exception cref="TdException">409: the domain key is taken (reference §0 #1).</exception>
    public Job Issue(Job template, Func<Job, CancellationToken, Task<JobOutcome>> work)
    {
        Job job;
        lock (_issuing)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            if (template.DomainKey is { } key && _domainKeys.TryGetValue(key, out var holder))
                throw TdException.Conflict("Domain key has already been taken", holder.ToString(CultureInfo.InvariantCulture));

            var now = _clock.GetUtcNow();
            job = template with { Id = ++_lastId, Status = JobStatus.Queued, CreatedAt = now, UpdatedAt = now };
            if (job.DomainKey is { } newKey)
                _domainKeys[newKey] = job.Id;
            Keep(job);
            var execution = new Execution();
            _executions[job.Id] = execution;
            execution.Run = Task.Run(() => RunAsync(job.Id, work, execution.Cancellation.Token));
        }

        return job;
    }

    /// <exception cref="TdException">404: no such job.</exception>
    public Job Get(string id)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            // Seen in the Ruby client's specification: an id that is no number answers 500.
            throw new TdException(500, "Internal server error", "'job_id' parameter is required but missing");
        return _jobs.TryGetValue(number, out var job)
            ? job
            : throw TdException.NotFound($"Couldn't find Job with account_id = 1, id = {number}");
    }

    public Job GetByDomainKey(string key) =>
        _domainKeys.TryGetValue(key, out var id) ? _jobs[id] : throw TdException.NotFound("Couldn't find Job with the domain key");

    /// <summary>Newest first.</summary>
    public IEnumerable<Job> List() => _jobs.Values.OrderByDescending(job => job.Id);

    /// <summary>Notes that the result of a job is exported by another one.</summary>
    public void Link(long source, long export)
    {
        lock (_issuing)
        {
            Keep(_jobs[source] with { LinkedResultExportJobId = export });
        }
    }

    /// <summary>Waits until the job has ended.</summary>
    public async Task<Job> WaitAsync(long id, CancellationToken cancellationToken)
    {
        if (_executions.TryGetValue(id, out var execution))
            await execution.Run.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _jobs[id];
    }

    /// <summary>Stops a job and waits until it has stopped; returns the status it had. A second kill changes nothing.</summary>
    public async Task<string> KillAsync(Job job, CancellationToken cancellationToken)
    {
        var former = _jobs[job.Id].Status;
        if (!JobStatus.IsFinal(former) && _executions.TryGetValue(job.Id, out var execution))
        {
            await execution.Cancellation.CancelAsync().ConfigureAwait(false);
            await execution.Run.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return former;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_issuing)
        {
            _closing = true;
        }

        foreach (var execution in _executions.Values)
        {
            await execution.Cancellation.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_executions.Values.Select(execution => execution.Run)).ConfigureAwait(false);
        _log.Dispose();
        _slots.Dispose();
    }

    private async Task RunAsync(long id, Func<Job, CancellationToken, Task<JobOutcome>> work, CancellationToken cancellationToken)
    {
        try
        {
            if (_queueTime > TimeSpan.Zero)
                await Task.Delay(_queueTime, _clock, cancellationToken).ConfigureAwait(false);
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var job = Change(id, job => job with { Status = JobStatus.Running, StartAt = _clock.GetUtcNow() });
                var outcome = await work(job, cancellationToken).ConfigureAwait(false);
                Change(
                    id,
                    running =>
                        running with
                        {
                            Status = JobStatus.Success,
                            EndAt = _clock.GetUtcNow(),
                            NumRecords = outcome.NumRecords,
                            ResultSize = outcome.ResultSize,
                            ResultHash = outcome.ResultHash,
                            ResultSchema = outcome.ResultSchema,
                            RecordsInserted = outcome.RecordsInserted,
                        }
                );
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Change(id, job => _closing ? Failed(job, Stopped) : job with { Status = JobStatus.Killed, EndAt = _clock.GetUtcNow() });
        }
#pragma warning disable CA1031 // Whatever goes wrong inside a job is the job's failure, never the server's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Change(id, job => Failed(job, exception.Message));
        }
        finally
        {
            _executions.TryRemove(id, out _);
        }
    }

    private Job Change(long id, Func<Job, Job> change)
    {
        var job = change(_jobs[id]) with { UpdatedAt = _clock.GetUtcNow() };
        Keep(job);
        return job;
    }

    private void Keep(Job job)
    {
        _jobs[job.Id] = job;
        _log.Append(job);
    }

    private Job Failed(Job job, string message) =>
        job with
        {
            Status = JobStatus.Error,
            EndAt = _clock.GetUtcNow(),
            NumRecords = 0,
            ResultSize = 0,
            StandardError = message,
        };

    private List<Job> KeepLatest(List<Job> entries)
    {
        var latest = new Dictionary<long, Job>();
        foreach (var entry in entries)
        {
            latest[entry.Id] = entry;
        }

        return [.. latest.Values.Select(job => JobStatus.IsFinal(job.Status) ? job : Failed(job, Stopped))];
    }

    private sealed class Execution
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public Task Run { get; set; } = Task.CompletedTask;
    }
}
