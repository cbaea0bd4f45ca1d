namespace BrevoTd.Connector.Sync;

/// <summary>What a host knows of the runs of one job. Thread-safe.</summary>
internal sealed class SyncSchedule(SyncJob job, SyncScheduleOptions options, TimeProvider clock)
{
    private readonly object _lock = new();
    private readonly DateTimeOffset _createdAt = clock.GetUtcNow();
    private SyncScheduleState _state = new();

    public SyncJob Job { get; } = job;

    public SyncScheduleOptions Options { get; } = options;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Since when there has been no complete run, in this process.</summary>
    public TimeSpan SinceComplete(SyncScheduleState state) => Clock.GetUtcNow() - (state.LastCompleteAt ?? _createdAt);

    public SyncScheduleState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    public void Begin() => Change(state => state with { IsRunning = true, LastStartedAt = Clock.GetUtcNow() });

    public void Complete(SyncReport report) =>
        Change(state =>
            state with
            {
                IsRunning = false,
                LastResult = report.IsComplete ? SyncRunResult.Complete : SyncRunResult.Incomplete,
                LastCompleteAt = report.IsComplete ? Clock.GetUtcNow() : state.LastCompleteAt,
                FailuresInSequence = report.IsComplete ? 0 : state.FailuresInSequence + 1,
            }
        );

    public void Fail() =>
        Change(state =>
            state with
            {
                IsRunning = false,
                LastResult = SyncRunResult.Failed,
                FailuresInSequence = state.FailuresInSequence + 1,
            }
        );

    /// <summary>Somebody else ran the job, or the host is stopping: nothing is known of the result.</summary>
    public void PassOver() => Change(state => state with { IsRunning = false });

    private void Change(Func<SyncScheduleState, SyncScheduleState> change)
    {
        lock (_lock)
        {
            _state = change(_state);
        }
    }
}

/// <summary>How the last run of a job ended.</summary>
internal enum SyncRunResult
{
    None,
    Complete,
    Incomplete,
    Failed,
}

/// <summary>The runs of one job in this process.</summary>
internal sealed record SyncScheduleState
{
    public bool IsRunning { get; init; }

    public DateTimeOffset? LastStartedAt { get; init; }

    public DateTimeOffset? LastCompleteAt { get; init; }

    public SyncRunResult LastResult { get; init; }

    public int FailuresInSequence { get; init; }
}
