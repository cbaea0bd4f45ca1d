namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that sends records through the Data Ingestion API.</summary>
public class IngestionWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options, with batches of up to 500 records, which is what one request can carry.</summary>
    public IngestionWriterOptions() => MaxBatchRecords = 500;

    /// <summary>Whether bodies are sent as gzip.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Compress { get; set; }
}
