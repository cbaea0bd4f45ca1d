namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that appends rows to a table of Treasure Data.</summary>
public class TableImportWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options, with batches of up to 8,000 rows.</summary>
    public TableImportWriterOptions() => MaxBatchRecords = 8_000;

    /// <summary>Whether the table is looked up before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;
}
