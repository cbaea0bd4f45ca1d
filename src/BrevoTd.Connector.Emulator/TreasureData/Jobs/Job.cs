namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Where a job stands. <c>booting</c> does not occur here.</summary>
internal static class JobStatus
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Success = "success";
    public const string Error = "error";
    public const string Killed = "killed";

    public static bool IsFinal(string status) => status is Success or Error or Killed;
}

/// <summary>A job as it is shown and as it is kept; a new instance replaces it at every change.</summary>
internal sealed record Job
{
    public required long Id { get; init; }

    public required string Type { get; init; }

    public required string Database { get; init; }

    public string Query { get; init; } = "";

    public int Priority { get; init; }

    public int RetryLimit { get; init; }

    public string? DomainKey { get; init; }

    public DateTimeOffset? ScheduledTime { get; init; }

    public string Status { get; init; } = JobStatus.Queued;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public DateTimeOffset? EndAt { get; init; }

    /// <summary>Rows of the result; null until the job has ended.</summary>
    public long? NumRecords { get; init; }

    /// <summary>Bytes of the result in its stored form (reference §0 #6); null until the job has ended.</summary>
    public long? ResultSize { get; init; }

    /// <summary>Identifies the bytes of the stored result.</summary>
    public string? ResultHash { get; init; }

    /// <summary>Name and type of each result column, in order; null when the job gives no result.</summary>
    public IReadOnlyList<string[]>? ResultSchema { get; init; }

    /// <summary>Rows that the job wrote to tables.</summary>
    public long RecordsInserted { get; init; }

    public string? StandardError { get; init; }

    /// <summary>Where the result goes; null for nowhere else.</summary>
    public string? Result { get; init; }

    /// <summary>The saved query that the job runs.</summary>
    public long? ScheduleId { get; init; }

    /// <summary>The connector session that the job runs.</summary>
    public long? ConnectorId { get; init; }

    /// <summary>The job whose result this one exports.</summary>
    public long? ResultExportTargetJobId { get; init; }

    /// <summary>The last job that exported the result of this one.</summary>
    public long? LinkedResultExportJobId { get; init; }

    public string UserName { get; init; } = TreasureDataAccount.UserName;
}

/// <summary>What a job has to say at its end.</summary>
internal sealed record JobOutcome
{
    public long NumRecords { get; init; }

    public long ResultSize { get; init; }

    public string? ResultHash { get; init; }

    public IReadOnlyList<string[]>? ResultSchema { get; init; }

    public long RecordsInserted { get; init; }
}

/// <summary>The work of a job failed; the message is for <c>debug.stderr</c>.</summary>
internal sealed class JobFailedException(string message, Exception? inner = null) : Exception(message, inner);
