namespace BrevoTd.Connector.TreasureData;

/// <summary>A bulk import that is committed.</summary>
public record TdBulkImportResult
{
    /// <summary>Rows in the table; <see langword="null"/> if the service did not say.</summary>
    public long? ValidRecords { get; init; }

    /// <summary>Rows that the service refused and that the options let pass.</summary>
    public long ErrorRecords { get; init; }

    /// <summary>Parts that could not be read and that the options let pass.</summary>
    public long ErrorParts { get; init; }

    /// <summary>Whether the session had been committed before this call, by an earlier one or another process.</summary>
    public bool WasCommittedBefore { get; init; }

    /// <summary>The job that read the parts.</summary>
    public TdJobId? JobId { get; init; }
}
