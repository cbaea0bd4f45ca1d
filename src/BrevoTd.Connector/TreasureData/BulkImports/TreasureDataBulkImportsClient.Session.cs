using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataBulkImportsClient
{
    /// <summary>
    /// Opens a session that leads itself through all its steps, or the one of that name that is there already: from an earlier run of the same program, which may have stopped at any point.
    /// </summary>
    /// <param name="name">Name, unique in the account. Derive it from what is loaded, such as <c>customers_20241001</c>, so that a restart finds it.</param>
    /// <param name="database">Database of the table.</param>
    /// <param name="table">Table that gets the rows; it must exist.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    /// <exception cref="ServiceException">The name is taken by a session for another table (409), or there is no such table (404).</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<TreasureDataBulkImportSession> OpenSessionAsync(
        string name,
        string database,
        string table,
        CancellationToken cancellationToken = default
    )
    {
        await CreateIfNotExistsAsync(name, database, table, cancellationToken).ConfigureAwait(false);
        return new TreasureDataBulkImportSession(this, _jobs, _timeProvider, name, database, table);
    }
}
