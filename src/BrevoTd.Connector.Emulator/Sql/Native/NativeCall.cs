using DuckDB.NET.Data;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Runs DuckDB's blocking calls off the caller's thread and lets a token interrupt them.</summary>
internal static class NativeCall
{
    public static async Task<T> RunAsync<T>(DuckDBConnection connection, Func<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var native = connection.NativeConnection;
        var registration = cancellationToken.Register(native.Interrupt);
        await using (registration.ConfigureAwait(false))
        {
            try
            {
                return await Task.Run(call, CancellationToken.None).ConfigureAwait(false);
            }
            catch (SqlFailedException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
}
