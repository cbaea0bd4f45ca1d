namespace BrevoTd.Connector.Batching;

/// <summary>Which letters a replay sends. The others are skipped, and counted by reason in <see cref="BatchWriteReport.SkippedByReason"/>.</summary>
public sealed class DeadLetterReplayOptions
{
    /// <summary>Whether records are sent again that the service had refused. As they are, it refuses them again unless something has changed at the service in the meantime.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeRejected { get; set; }

    /// <summary>
    /// Whether records are sent again of which it is not known whether they are stored. Only where a second time is harmless (contacts are updated, rows and events are stored twice), or after you looked.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeUnverified { get; set; }

    /// <summary>Whether records are sent that gave way to another one with the same identifier (<see cref="OutcomeCause.DuplicateKey"/>). They would overwrite the one that was sent in their place.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeSuperseded { get; set; }
}
