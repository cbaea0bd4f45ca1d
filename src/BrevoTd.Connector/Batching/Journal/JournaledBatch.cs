namespace BrevoTd.Connector.Batching;

/// <summary>A batch of which a journal does not know the end: it was sent, or about to be sent.</summary>
public sealed record JournaledBatch
{
    /// <summary>The writer that had it: 1 for the first one that used the journal.</summary>
    public long Run { get; init; }

    /// <summary>Number of the batch in that writer.</summary>
    public long Number { get; init; }

    /// <summary>Name of the sink.</summary>
    public string SinkName { get; init; } = "";

    /// <summary>By which the service knows the batch, if it had accepted it; <see langword="null"/> when no answer had come.</summary>
    public string? ProcessId { get; init; }

    /// <summary>Records of the batch that are still without an outcome.</summary>
    public long Records { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>Numbers and process only.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"run {Run}, batch {Number}: {Records} records in flight, process {ProcessId ?? "unknown"}";
}
