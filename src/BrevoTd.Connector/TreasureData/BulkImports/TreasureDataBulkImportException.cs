using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A bulk import was not committed, because the service could not read all of it. The table is as it was, and the session is still there.</summary>
public sealed class TreasureDataBulkImportException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what can be done.</param>
    /// <param name="session">The session as it was found.</param>
    public TreasureDataBulkImportException(string message, TdBulkImport session)
        : base(TreasureDataService.Name, "bulk_imports.complete", message)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
    }

    /// <summary>The session as it was found.</summary>
    public TdBulkImport Session { get; }
}
