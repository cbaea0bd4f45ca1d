using System.Collections.Concurrent;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Workflows and their attempts (reference §11). What a workflow does is a delegate: the emulator reads no workflow files.</summary>
internal sealed class WorkflowBoard(TimeProvider clock, string? workflowLog, string? attemptLog) : IAsyncDisposable
{
    private readonly StateTable<WorkflowState> _workflows = new(workflowLog, StateJsonContext.Default.WorkflowState, clock, 31);
    private readonly StateTable<AttemptState> _attempts = new(attemptLog, StateJsonContext.Default.AttemptState, clock, 9_200);
    private readonly ConcurrentDictionary<long, Func<CancellationToken, Task>> _work = new();
    private readonly ConcurrentDictionary<long, (CancellationTokenSource Cancellation, Task Run)> _running = new();
    private readonly object _gate = new();
    private bool _closing;

    /// <summary>Reads what earlier runs left. An attempt that had not ended then has failed.</summary>
    public void Open()
    {
        _workflows.Open();
        _attempts.Open();
        foreach (var attempt in _attempts.All().Where(attempt => attempt.Status == AttemptStatus.Running))
            End(attempt.Id, AttemptStatus.Error);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closing = true;
        }

        foreach (var (cancellation, _) in _running.Values)
            await cancellation.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Values.Select(running => running.Run)).ConfigureAwait(false);
        _workflows.Dispose();
        _attempts.Dispose();
    }

    public IReadOnlyList<WorkflowState> Workflows() => _workflows.All();

    /// <summary>Newest first.</summary>
    public IEnumerable<AttemptState> Attempts() => _attempts.All().Reverse();

    /// <exception cref="TdException">404.</exception>
    public WorkflowState Workflow(string id) =>
        _workflows.Find(id) ?? throw TdException.NotFound($"Resource does not exist: workflow id={id}");

    /// <exception cref="TdException">404.</exception>
    public AttemptState Attempt(string id) => _attempts.Find(id) ?? throw TdException.NotFound($"Resource does not exist: attempt id={id}");

    public AttemptState? FindAttempt(long id) => _attempts.Find(id);

    /// <summary>Makes a workflow known, or changes what a known one does.</summary>
    public WorkflowState Define(string project, string name, Func<CancellationToken, Task>? work)
    {
        lock (_gate)
        {
            var known = _workflows.Find(workflow => workflow.Project == project && workflow.Name == name);
            if (known is null)
            {
                var projects = _workflows.All();
                var projectId =
                    projects.FirstOrDefault(workflow => workflow.Project == project)?.ProjectId
                    ?? projects.Select(workflow => workflow.ProjectId).DefaultIfEmpty(11).Max() + 1;
                known = _workflows.Add(
                    new WorkflowState
                    {
                        ProjectId = projectId,
                        Project = project,
                        Name = name,
                    }
                );
            }

            if (work is not null)
                _work[known.Id] = work;
            return known;
        }
    }

    /// <summary>
    /// Starts an attempt. A repeat with the same session time and retry name starts none; it gives the one that is there.
    /// <paramref name="work"/> is done instead of what the workflow does.
    /// </summary>
    public (AttemptState Attempt, bool IsNew) Start(
        WorkflowState workflow,
        DateTimeOffset sessionTime,
        string? retryName = null,
        string? parameters = null,
        Func<CancellationToken, Task>? work = null
    )
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            var attempts = _attempts.All();
            var session = attempts.Where(known => known.WorkflowId == workflow.Id && known.SessionTime == sessionTime).ToList();
            if (session.Find(known => known.RetryAttemptName == retryName) is { } existing)
                return (existing, false);
            var attempt = _attempts.Add(
                new AttemptState
                {
                    WorkflowId = workflow.Id,
                    SessionId =
                        session.Count > 0
                            ? session[0].SessionId
                            : attempts.Select(known => known.SessionId).DefaultIfEmpty(9_099).Max() + 1,
                    SessionUuid = session.Count > 0 ? session[0].SessionUuid : Guid.NewGuid().ToString(),
                    SessionTime = sessionTime,
                    Index = session.Count + 1,
                    RetryAttemptName = retryName,
                    Params = parameters ?? "{}",
                }
            );
            var cancellation = new CancellationTokenSource();
            work ??= _work.GetValueOrDefault(workflow.Id, static _ => Task.CompletedTask);
            _running[attempt.Id] = (cancellation, Task.Run(() => RunAsync(attempt.Id, work, cancellation.Token)));
            return (attempt, true);
        }
    }

    /// <summary>Waits until an attempt has ended.</summary>
    public async Task<AttemptState> WaitAsync(long id, CancellationToken cancellationToken)
    {
        if (_running.TryGetValue(id, out var running))
            await running.Run.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _attempts.Find(id)!;
    }

    /// <summary>Asks an attempt to stop; one that has ended stays as it is.</summary>
    public async Task KillAsync(AttemptState attempt)
    {
        if (attempt.Status != AttemptStatus.Running)
            return;
        _attempts.Change(attempt.Id, known => known with { CancelRequested = true });
        if (_running.TryGetValue(attempt.Id, out var running))
            await running.Cancellation.CancelAsync().ConfigureAwait(false);
    }

    private async Task RunAsync(long id, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
            End(id, AttemptStatus.Success);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            End(id, AttemptStatus.Killed);
        }
#pragma warning disable CA1031 // Whatever goes wrong inside a workflow is the attempt's failure, never the server's.
        catch (Exception)
#pragma warning restore CA1031
        {
            End(id, AttemptStatus.Error);
        }
        finally
        {
            // The source is left to the collector: a kill may be about to use it.
            _running.TryRemove(id, out _);
        }
    }

    private void End(long id, string status) =>
        _attempts.Change(id, attempt => attempt with { Status = status, FinishedAt = clock.GetUtcNow() });
}
