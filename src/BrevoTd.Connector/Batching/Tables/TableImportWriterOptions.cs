namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that appends rows to a table of Treasure Data.</summary>
public class TableImportWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options, with batches of up to 8,000 rows.</summary>
    public TableImportWriterOptions() => MaxBatchRecords = 8_000;

    /// <summary>Whether the table is looked up before anything is sent. A write-only key may not do that.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <summary>
    /// Whether columns that the map or the source declares and the table lacks are added to it before the first row is sent, with their types. Otherwise the service adds them when it meets
    /// them, and guesses. Needs <see cref="CheckBeforeSending"/>.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool DeclareColumns { get; set; } = true;

    /// <summary>Whether a table that is missing is created. Needs <see cref="CheckBeforeSending"/>.</summary>
    /// <value>Default: <see langword="false"/>; a missing table is a problem of the check.</value>
    public bool CreateTable { get; set; }
}
