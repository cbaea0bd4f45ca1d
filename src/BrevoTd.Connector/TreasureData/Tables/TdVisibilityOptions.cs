namespace BrevoTd.Connector.TreasureData;

/// <summary>How long, and how, rows are waited for until queries see them.</summary>
public sealed record TdVisibilityOptions
{
    /// <summary>How rows are counted.</summary>
    /// <value>Default: <see cref="TdCountMethod.Query"/>.</value>
    public TdCountMethod Method { get; init; }

    /// <summary>Pause after the first count; later pauses double.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan InitialPollDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause between two counts.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait altogether before a <see cref="TimeoutException"/>.</summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    internal static TdVisibilityOptions Default { get; } = new();

    internal void Validate()
    {
        if (InitialPollDelay <= TimeSpan.Zero || MaxPollDelay < InitialPollDelay)
        {
            throw new ArgumentException($"{nameof(InitialPollDelay)} must be positive and {nameof(MaxPollDelay)} at least as long.");
        }

        if (Timeout <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(Timeout)} must be positive.");
        }
    }
}
