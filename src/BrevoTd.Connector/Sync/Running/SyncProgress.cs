using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>Where a run stands.</summary>
/// <param name="Job">Name of the job.</param>
/// <param name="Step">Name of the step that runs.</param>
/// <param name="Records">The records of the step so far.</param>
public sealed record SyncProgress(string Job, string Step, BatchWriteProgress Records)
{
    /// <summary>Job, step and counts in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"{Job}/{Step}: {Records}";
}
