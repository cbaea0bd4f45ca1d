using System.Globalization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataTablesClient
{
    private const double PollGrowth = 2;

    /// <summary>Counts the rows of a table.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="method">How they are counted.</param>
    /// <param name="cancellationToken">Ends the call. A job that was issued runs on.</param>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="TreasureDataJobFailedException">The query failed, for example because there is no such table.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<long> CountRowsAsync(
        string database,
        string table,
        TdCountMethod method = TdCountMethod.Query,
        CancellationToken cancellationToken = default
    )
    {
        _ = Place(database, table);
        if (method == TdCountMethod.TableCounter)
        {
            return (await GetAsync(database, table, cancellationToken).ConfigureAwait(false)).RowCount ?? 0;
        }

        // The name is checked: it needs no more than quotes.
        var result = _jobs.Query(database, $"SELECT COUNT(1) AS row_count FROM \"{table}\"");
        await using (((IAsyncDisposable)result).ConfigureAwait(false))
        {
            await foreach (var row in result.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                return row.Int64(0);
            }
        }

        return 0;
    }

    /// <summary>
    /// Waits until queries see at least so many rows of a table. Rows of a streaming import appear after a while, those of a bulk import with its commit. For rows that are added to others,
    /// take <see cref="CountRowsAsync"/> before writing, and wait for the sum.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="atLeast">The number of rows to wait for.</param>
    /// <param name="options">How, and how long, rows are waited for; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears each count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The number of rows seen.</returns>
    /// <exception cref="ArgumentException">No database or table can have that name, or an option is out of range.</exception>
    /// <exception cref="TimeoutException">The rows did not appear in time. They are stored nevertheless: the wait can be repeated.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<long> WaitForRowsAsync(
        string database,
        string table,
        long atLeast,
        TdVisibilityOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        _ = Place(database, table);
        ArgumentOutOfRangeException.ThrowIfNegative(atLeast);
        options ??= TdVisibilityOptions.Default;
        options.Validate();
        var begun = _timeProvider.GetTimestamp();
        var pause = options.InitialPollDelay;
        while (true)
        {
            var count = await CountRowsAsync(database, table, options.Method, cancellationToken).ConfigureAwait(false);
            progress?.Report(count);
            if (count >= atLeast)
            {
                return count;
            }

            var left = options.Timeout - _timeProvider.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
            {
                throw new TimeoutException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Queries see {count} of the {atLeast} rows expected in {database}.{table} after {options.Timeout}. What was acknowledged is stored: wait again, or longer."
                    )
                );
            }

            await Task.Delay(pause < left ? pause : left, _timeProvider, cancellationToken).ConfigureAwait(false);
            pause = pause * PollGrowth < options.MaxPollDelay ? pause * PollGrowth : options.MaxPollDelay;
        }
    }
}
