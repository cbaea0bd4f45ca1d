namespace BrevoTd.Connector.TreasureData;

/// <summary>How a bulk import session is brought to its end.</summary>
public sealed record TdBulkImportCompletion
{
    /// <summary>
    /// How many rows the service may have refused before the session is not committed. Use <see cref="long.MaxValue"/> to commit whatever could be read.
    /// </summary>
    /// <value>Default: 0. The service itself would commit the rest without a word.</value>
    public long MaxErrorRecords { get; init; }

    /// <summary>Whether the session is committed although whole parts could not be read; how many rows those held is not known.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowErrorParts { get; init; }

    /// <summary>Whether a session without a single valid row is committed.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowEmpty { get; init; }

    /// <summary>Whether the session is deleted after its commit. An account may have 2,448 sessions; they expire after 30 days.</summary>
    /// <value>
    /// Default: <see langword="true"/>. Keep it, and delete it later, where the application notes elsewhere that the load is done: a session that is still there tells a restart
    /// that it has been committed.
    /// </value>
    public bool DeleteWhenCommitted { get; init; } = true;

    /// <summary>Pause between two looks at the session; it varies by a fifth.</summary>
    /// <value>Default: 3 seconds.</value>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long to wait altogether before a <see cref="TimeoutException"/>. The session stays and can be completed later.</summary>
    /// <value>Default: <see langword="null"/>, without limit.</value>
    public TimeSpan? Timeout { get; init; }

    internal static TdBulkImportCompletion Default { get; } = new();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxErrorRecords);
        if (PollDelay <= TimeSpan.Zero || Timeout <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(PollDelay)} and {nameof(Timeout)} must be positive.");
        }
    }
}
