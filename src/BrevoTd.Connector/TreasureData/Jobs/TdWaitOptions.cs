namespace BrevoTd.Connector.TreasureData;

/// <summary>How a job's end is waited for.</summary>
public sealed record TdWaitOptions
{
    /// <summary>Pause after the first look at the job; later pauses double. Every pause varies by a fifth.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan InitialPollDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two looks at the job.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait altogether before a <see cref="TimeoutException"/>. The job itself runs on.</summary>
    /// <value>Default: <see langword="null"/>, without limit.</value>
    public TimeSpan? Timeout { get; init; }

    internal static TdWaitOptions Default { get; } = new();

    internal void Validate()
    {
        if (InitialPollDelay <= TimeSpan.Zero || MaxPollDelay < InitialPollDelay)
        {
            throw new ArgumentException(
                $"{nameof(InitialPollDelay)} must be positive and {nameof(MaxPollDelay)} at least as long: polling without pause would load the service for nothing."
            );
        }

        if (Timeout <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(Timeout)} must be positive, or null for no limit.");
        }
    }
}
