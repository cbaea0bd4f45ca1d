namespace BrevoTd.Connector.Sync;

/// <summary>How one run differs from the definition.</summary>
public sealed record SyncRunOptions
{
    internal static SyncRunOptions Default { get; } = new();

    /// <summary>Reads at most this many records of each source. A sample never moves a watermark and removes nobody.</summary>
    /// <value>Default: <see langword="null"/>, the whole source.</value>
    public long? Sample { get; init; }

    /// <summary>
    /// A plan that was looked at before: the run begins only if nothing it was made from has changed since, or throws <see cref="SyncPlanStaleException"/> before anything is sent.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    public SyncPlan? Plan { get; init; }

    /// <summary>Is told at most once a second which step the run is at, and how far.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IProgress<SyncProgress>? Progress { get; init; }

    internal void Validate()
    {
        if (Sample is < 1)
        {
            throw new ArgumentException($"{nameof(Sample)} must be at least 1, or null for the whole source.", nameof(Sample));
        }
    }
}
