namespace BrevoTd.Connector.TreasureData;

/// <summary>How a query's result is waited for and read.</summary>
public sealed record TdQueryOptions
{
    /// <summary>How the job's end is waited for.</summary>
    /// <value>Default: polls after 1 second, then ever more rarely up to every 30 seconds, without limit.</value>
    public TdWaitOptions Wait { get; init; } = TdWaitOptions.Default;

    /// <summary>Is told the job's state at every look at it.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IProgress<TdJobState>? Progress { get; init; }

    /// <summary>
    /// Whether the job is killed when the result, or its enumeration, is disposed before the job has ended: because of a cancellation, a
    /// time-out or an exception. Only a job that this very result has issued is ever killed, never one that was found by a key of yours.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool KillJobOnDispose { get; init; } = true;

    /// <summary>How the result travels.</summary>
    /// <value>Default: from 64 MiB on over four connections, 8 MiB at a time.</value>
    public TdDownloadOptions Download { get; init; } = TdDownloadOptions.Default;

    internal static TdQueryOptions Default { get; } = new();

    internal void Validate()
    {
        Wait.Validate();
        Download.Validate();
    }
}
