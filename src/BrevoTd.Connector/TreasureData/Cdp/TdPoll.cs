namespace BrevoTd.Connector.TreasureData;

/// <summary>Looks at something ever more rarely until it has ended.</summary>
internal static class TdPoll
{
    // Every pause varies by this part of itself, so that many waiting processes do not poll in step.
    private const double Jitter = 0.2;

    /// <param name="what">What is waited for, as the beginning of a sentence.</param>
    /// <param name="look">Looks once.</param>
    /// <param name="hasEnded">Whether that look was the last one.</param>
    /// <param name="options">Pauses and time limit.</param>
    /// <param name="clock">The client's clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<T> UntilAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> look,
        Func<T, bool> hasEnded,
        TdWaitOptions options,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var begun = clock.GetTimestamp();
        var pause = options.InitialPollDelay;
        while (true)
        {
            var state = await look(cancellationToken).ConfigureAwait(false);
            if (hasEnded(state))
            {
                return state;
            }

            // Not a secret: the pause only must not be the same everywhere.
            var delay = pause * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
            delay = delay < options.MaxPollDelay ? delay : options.MaxPollDelay;
            if (options.Timeout is { } timeout)
            {
                var left = timeout - clock.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero)
                {
                    throw new TimeoutException($"{what} has not ended within {timeout}. It runs on: wait for it again, or stop it.");
                }

                delay = delay < left ? delay : left;
            }

            await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < options.MaxPollDelay ? pause * 2 : options.MaxPollDelay;
        }
    }
}
