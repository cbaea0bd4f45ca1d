namespace BrevoTd.Connector.Sync;

/// <summary>The right to run a job until a moment.</summary>
/// <param name="Job">Name of the job.</param>
/// <param name="Owner">Who holds it.</param>
/// <param name="ExpiresAt">When it ends unless it is renewed.</param>
public sealed record SyncLease(string Job, string Owner, DateTimeOffset ExpiresAt);
