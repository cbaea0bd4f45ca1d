using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataTablesClient
{
    private const int MaxRenames = 3;
    private const int MaxTableName = 128;

    private static readonly TimeSpan s_cleanUpTime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Replaces a table as a whole: a temporary table is created beside it, loaded, counted, and renamed over it. Queries see the old rows until the rename, and the new ones after it.
    /// Whatever fails before leaves the old table as it is; the temporary one is deleted.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table. It need not exist.</param>
    /// <param name="loadAsync">Loads the table whose name it is given, by whatever way, and returns how many rows it wrote.</param>
    /// <param name="options">How it is replaced; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears each step.</param>
    /// <param name="cancellationToken">Ends the call. Before the rename, the old table stays.</param>
    /// <remarks>
    /// Expiry, description and <c>include_v</c> of the old table are taken over; protection against deletion and permissions that hang on the old table are not. A rename whose answer is
    /// lost is never repeated blindly: the ids of the two tables tell whether it was done.
    /// </remarks>
    /// <exception cref="ArgumentException">No database or table can have that name, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">No rows were loaded, and that is not allowed.</exception>
    /// <exception cref="TimeoutException">The rows did not appear in time.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<TdReplaceResult> ReplaceAsync(
        string database,
        string table,
        Func<string, CancellationToken, Task<long>> loadAsync,
        TdReplaceOptions? options = null,
        IProgress<TdReplaceProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        _ = Place(database, table);
        ArgumentNullException.ThrowIfNull(loadAsync);
        options ??= new TdReplaceOptions();
        options.Visibility?.Validate();
        var old = await FindAsync(database, table, cancellationToken).ConfigureAwait(false);
        var temporary = TemporaryName(table);
        try
        {
            await CreateAsync(database, temporary, options.Columns ?? old?.Schema, cancellationToken).ConfigureAwait(false);
            progress?.Report(new TdReplaceProgress(TdReplaceStage.Loading, null));
            var rows = await loadAsync(temporary, cancellationToken).ConfigureAwait(false);
            if (rows <= 0 && !options.AllowEmpty)
            {
                throw new InvalidOperationException(
                    $"No rows were loaded, so {database}.{table} was left as it is. Set {nameof(TdReplaceOptions.AllowEmpty)} if the table is to be emptied."
                );
            }

            if (options.Visibility is { } visibility)
            {
                progress?.Report(new TdReplaceProgress(TdReplaceStage.Counting, rows));
                await WaitForRowsAsync(database, temporary, rows, visibility, progress: null, cancellationToken).ConfigureAwait(false);
            }

            await TakeOverAsync(old, database, temporary, cancellationToken).ConfigureAwait(false);
            progress?.Report(new TdReplaceProgress(TdReplaceStage.Renaming, rows));
            var id = await RenameOverAsync(database, temporary, table, cancellationToken).ConfigureAwait(false);
            progress?.Report(new TdReplaceProgress(TdReplaceStage.Replaced, rows));
            return new TdReplaceResult
            {
                Rows = rows,
                Existed = old is not null,
                TableId = id,
            };
        }
        catch
        {
            await CleanUpAsync(database, temporary).ConfigureAwait(false);
            throw;
        }
    }

    private static string TemporaryName(string table)
    {
        var suffix = $"_new_{Guid.NewGuid():N}"[..17];
        return (table.Length <= MaxTableName - suffix.Length ? table : table[..(MaxTableName - suffix.Length)]) + suffix;
    }

    private async Task TakeOverAsync(TdTable? old, string database, string temporary, CancellationToken cancellationToken)
    {
        var request = new TdTableUpdateRequest
        {
            ExpireDays = old?.ExpireDays is > 0 and <= int.MaxValue ? (int)old.ExpireDays : null,
            IncludesV = old?.IncludesV is true ? true : null,
            Description = string.IsNullOrEmpty(old?.Description) ? null : old.Description,
        };
        if (request != new TdTableUpdateRequest())
        {
            await UpdateAsync(database, temporary, request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> RenameOverAsync(string database, string temporary, string table, CancellationToken cancellationToken)
    {
        var id = (await GetAsync(database, temporary, cancellationToken).ConfigureAwait(false)).Id;
        for (var attempt = 1; ; attempt++)
        {
            ConnectorException? failure = null;
            try
            {
                await RenameAsync(database, temporary, table, overwrite: true, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e) when (e.MayHaveBeenProcessed || e.IsTransient || attempt > 1)
            {
                failure = e;
            }

            var now = await FindAsync(database, table, cancellationToken).ConfigureAwait(false);
            if (now is not null && id is not null && now.Id == id)
            {
                return id;
            }

            // Ids may not survive a rename everywhere: the temporary table's absence says the same.
            var left = await FindAsync(database, temporary, cancellationToken).ConfigureAwait(false);
            if (left is null && now is not null)
            {
                return now.Id;
            }

            if (failure is null)
            {
                throw new UnexpectedAnswerException(
                    TreasureDataService.Name,
                    s_renameOperation.Name,
                    HttpStatusCode.OK,
                    $"Treasure Data acknowledged that {database}.{temporary} was renamed to {table}, but the table is not there. Look at both names."
                );
            }

            if (left is null || attempt >= MaxRenames)
            {
                throw failure;
            }
        }
    }

    private async Task CleanUpAsync(string database, string temporary)
    {
        // The caller's token may be the reason of the failure; the temporary table is to go nevertheless.
        using var time = new CancellationTokenSource(s_cleanUpTime, _timeProvider);
        try
        {
            await DeleteIfExistsAsync(database, temporary, time.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectorException or OperationCanceledException)
        {
            // The failure that led here says more than this one.
        }
    }
}
