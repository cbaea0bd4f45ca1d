namespace BrevoTd.Connector.Sync;

/// <summary>A plan does not describe any more what a run would do. Nothing was sent: make a new plan.</summary>
/// <param name="job">Name of the job.</param>
/// <param name="reason">What has changed.</param>
public sealed class SyncPlanStaleException(string job, string reason)
    : Exception($"The plan of '{job}' is stale: {reason} Nothing was sent. Make a new plan with PlanAsync, look at it, and run that.");
