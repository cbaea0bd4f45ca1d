namespace BrevoTd.Connector.TreasureData;

/// <summary>How a started attempt is waited for.</summary>
public sealed record TdWorkflowRunOptions
{
    /// <summary>How the attempt's end is waited for.</summary>
    /// <value>Default: polls after 1 second, then ever more rarely up to every 30 seconds, without limit.</value>
    public TdWaitOptions Wait { get; init; } = TdWaitOptions.Default;

    /// <summary>Is told the attempt at every look at it.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IProgress<TdWorkflowAttempt>? Progress { get; init; }

    /// <summary>
    /// Whether the attempt is stopped when the wait is cancelled or runs out of time. Only an attempt that this very call has started is ever stopped, never
    /// one that existed already.
    /// </summary>
    /// <value>Default: <see langword="false"/>: half of a workflow's work may be worse than all of it.</value>
    public bool KillOnCancellation { get; init; }

    internal static TdWorkflowRunOptions Default { get; } = new();
}
