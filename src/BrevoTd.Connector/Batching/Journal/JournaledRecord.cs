namespace BrevoTd.Connector.Batching;

/// <summary>What a journal says of the last record with an identifier.</summary>
public sealed record JournaledRecord
{
    /// <summary>Its final outcome; <see langword="null"/> for a record that was sent, or about to be sent, and has none yet.</summary>
    public RecordOutcome? Outcome { get; init; }

    /// <summary>Why it was not delivered; its value is <see langword="null"/> for one that was, or that is in flight.</summary>
    public OutcomeCause Cause { get; init; }

    /// <summary>Position of the record in its source, from 1.</summary>
    public long RecordNumber { get; init; }

    /// <summary>The writer that had it: 1 for the first one that used the journal.</summary>
    public long Run { get; init; }

    /// <summary>Number of its batch in that writer; 0 for a record that was in none.</summary>
    public long BatchNumber { get; init; }

    /// <summary>The service's process that carried it, if one is known.</summary>
    public string? ProcessId { get; init; }

    /// <summary>The identifier, where the journal was written with <see cref="BatchJournalOptions.KeepKeys"/>. It may name a person.</summary>
    public string? Key { get; init; }

    /// <summary>Numbers, outcome and cause only: the key is personal data.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() =>
        $"run {Run}, record {RecordNumber}: {Outcome?.ToString() ?? "in flight"}{(Cause.Value is null ? "" : $" ({Cause.Value})")}";
}
