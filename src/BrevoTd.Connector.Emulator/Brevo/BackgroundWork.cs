namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Ends processes when their time is over. What is under way when the emulator stops is found failed after a restart.</summary>
internal sealed class BackgroundWork(BrevoStore store, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Stores a process and ends it later.</summary>
    /// <param name="name">Name of the process.</param>
    /// <param name="duration">How long it takes.</param>
    /// <param name="finish">Does the work, under the store's lock, and returns the process's files by kind.</param>
    /// <returns>The id of the process.</returns>
    public int Start(string name, TimeSpan duration, Func<BrevoStore, int, IReadOnlyDictionary<string, string>> finish)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var milliseconds = (long)duration.TotalMilliseconds;
        var process = store.Update(state =>
        {
            var accepted = new BackgroundProcess(state.NextProcessId(), name, now, now + (milliseconds / 2), now + milliseconds);
            state.Put(accepted);
            return accepted;
        });
        lock (_gate)
        {
            var task = FinishAsync(process, duration, finish);
            if (!task.IsCompleted)
                _running.Add(task);
        }

        return process.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_gate)
            running = [.. _running];
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FinishAsync(
        BackgroundProcess process,
        TimeSpan duration,
        Func<BrevoStore, int, IReadOnlyDictionary<string, string>> finish
    )
    {
        if (duration > TimeSpan.Zero)
            await Task.Delay(duration, clock, _stop.Token).ConfigureAwait(false);
        else
            await Task.Yield();
        store.Update(state =>
        {
            var ended = process with { EndedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() };
            try
            {
                state.Put(ended with { Reports = finish(state, process.Id) });
            }
            catch (IOException)
            {
                state.Put(ended with { Failed = true });
            }

            return true;
        });
        lock (_gate)
            _running.RemoveWhere(static task => task.IsCompleted);
    }
}
