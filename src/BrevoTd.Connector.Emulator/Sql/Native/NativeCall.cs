using DuckDB.NET.Data;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Runs DuckDB's blocking calls off the caller's thread and lets a token interrupt them.</summary>
internal static class NativeCall
{
    private static readonly TimeSpan s_repeat = TimeSpan.FromMilliseconds(20);

    public static async Task<T> RunAsync<T>(DuckDBConnection connection, Func<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var running = Task.Run(call, CancellationToken.None);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = cancellationToken.Register(cancelled.SetResult);
        await using (registration.ConfigureAwait(false))
        {
            await Task.WhenAny(running, cancelled.Task).ConfigureAwait(false);
            // DuckDB forgets an interrupt that comes before a query begins, so one may not be enough.
            while (!running.IsCompleted)
            {
                connection.NativeConnection.Interrupt();
                await Task.WhenAny(running, Task.Delay(s_repeat, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
            }
            try
            {
                return await running.ConfigureAwait(false);
            }
            catch (SqlFailedException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
}
