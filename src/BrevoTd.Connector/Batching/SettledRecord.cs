namespace BrevoTd.Connector.Batching;

/// <summary>The final outcome of one record, as <see cref="BatchWriterOptions.OnSettled"/> gets it.</summary>
/// <param name="RecordNumber">Position of the record in the source, from 1.</param>
/// <param name="Key">The record's identifier; <see langword="null"/> for a record without one. It may name a person.</param>
/// <param name="Outcome">What became of the record.</param>
/// <param name="Cause">Why it was not delivered; its value is <see langword="null"/> for a delivered record.</param>
/// <param name="ProcessId">The service's process that carried the record, if one did.</param>
public readonly record struct SettledRecord(long RecordNumber, string? Key, RecordOutcome Outcome, OutcomeCause Cause, string? ProcessId)
{
    /// <summary>Number, outcome and cause only: the key is personal data.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"record {RecordNumber}: {Outcome}{(Cause.Value is null ? "" : $" ({Cause.Value})")}";
}
