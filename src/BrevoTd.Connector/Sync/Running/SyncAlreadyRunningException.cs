namespace BrevoTd.Connector.Sync;

/// <summary>Another run of the same job holds its lease. Nothing was sent.</summary>
/// <param name="job">Name of the job.</param>
public sealed class SyncAlreadyRunningException(string job)
    : Exception(
        $"Another run of '{job}' is under way, or one was killed less than the lease's duration ago. Nothing was sent; run it again when the other one has ended."
    );
