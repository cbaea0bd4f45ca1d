using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>What one step did.</summary>
public sealed record SyncStepReport
{
    /// <summary>Name of the step.</summary>
    public string Step { get; init; } = "";

    /// <summary>Where the records came from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where they went.</summary>
    public string Target { get; init; } = "";

    /// <summary>Whether everything that the step was to move has its final outcome. Otherwise the next run goes on with the rest.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether the step went on where an earlier run was cut short.</summary>
    public bool WasResumed { get; init; }

    /// <summary>Every record by what happened to it, and why it was sent; the same words as in a plan (<see cref="SyncStepPlan.Actions"/>).</summary>
    public IReadOnlyDictionary<string, long> Actions { get; init; } = new Dictionary<string, long>();

    /// <summary>At most so many records may have been stored twice, because an operation without a key was repeated after its answer was lost.</summary>
    public long MaxDoubled { get; init; }

    /// <summary>
    /// So many events are stored twice, as Brevo's list of events says; <see langword="null"/> without <see cref="SyncPush{T}.ReconcileEvents"/>, when the step is not complete, or when events have no time by which they could be
    /// compared.
    /// </summary>
    public long? Doubled { get; init; }

    /// <summary>The account of every record.</summary>
    public BatchWriteReport Records { get; init; } = new();
}
