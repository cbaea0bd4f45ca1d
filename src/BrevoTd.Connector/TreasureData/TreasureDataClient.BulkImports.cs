using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataClient
{
    /// <summary>
    /// Opens a bulk import session, or the one of that name that is there already: from an earlier run of the same program, which may have stopped at any point.
    /// </summary>
    /// <param name="name">Name of the session, unique in the account. Derive it from what is loaded, such as <c>customers_20241001</c>, so that a restart finds it.</param>
    /// <param name="database">Database of the table.</param>
    /// <param name="table">Table that receives the rows; it must exist.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    /// <exception cref="InvalidOperationException">The session of that name belongs to another table.</exception>
    /// <exception cref="ServiceException">There is no such table (404).</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<TreasureDataBulkImportSession> OpenBulkImportSessionAsync(
        string name,
        string database,
        string table,
        CancellationToken cancellationToken = default
    )
    {
        BulkImportCalls.SessionName(name);
        TdNames.Database(database);
        TdNames.Table(table);
        var calls = new BulkImportCalls(_transport);
        if (!await calls.CreateAsync(name, database, table, cancellationToken).ConfigureAwait(false))
        {
            var state = await calls.ShowAsync(name, cancellationToken).ConfigureAwait(false);
            if (state.Database != database || state.Table != table)
            {
                throw new InvalidOperationException(
                    $"There is a bulk import session '{name}' already, and it belongs to another table than {database}.{table}, or its table is gone. Choose another name, or delete it."
                );
            }
        }

        return new TreasureDataBulkImportSession(calls, Jobs, _timeProvider, name, database, table);
    }
}
