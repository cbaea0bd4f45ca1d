namespace BrevoTd.Connector.TreasureData;

/// <summary>A way of rows into a table.</summary>
public enum TdWritePath
{
    /// <summary>Streaming import with an id (<c>import_with_id</c>): repeats are recognised, rows appear within minutes. <see cref="TreasureDataTablesClient.ImportAsync(TdImportBody, CancellationToken)"/>.</summary>
    StreamingImport,

    /// <summary>Bulk import: parts, and a commit by which all rows appear at once. <see cref="TreasureDataBulkImportsClient.OpenSessionAsync"/>.</summary>
    BulkImport,

    /// <summary>Data Ingestion API: up to 500 JSON records a request, with receipts, without recognition of repeats. <see cref="TreasureDataClient.Ingestion"/>.</summary>
    Ingestion,
}
