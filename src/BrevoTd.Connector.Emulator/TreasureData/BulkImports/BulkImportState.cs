namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Where a bulk import session stands (reference §9.3).</summary>
internal static class BulkImportStatus
{
    public const string Uploading = "uploading";
    public const string Performing = "performing";
    public const string Ready = "ready";
    public const string Committing = "committing";
    public const string Committed = "committed";
}

/// <summary>A bulk import session; a new instance replaces it at every change.</summary>
internal sealed record BulkImportState
{
    public required string Name { get; init; }

    public required string Database { get; init; }

    public required string Table { get; init; }

    public string Status { get; init; } = BulkImportStatus.Uploading;

    public bool UploadFrozen { get; init; }

    public long? JobId { get; init; }

    public long? ValidRecords { get; init; }

    public long? ErrorRecords { get; init; }

    public int? ValidParts { get; init; }

    public int? ErrorParts { get; init; }

    /// <summary>The names of the parts, in the order in which they first came.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The session has been deleted; only seen in the log.</summary>
    public bool IsDeleted { get; init; }
}
