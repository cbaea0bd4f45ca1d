using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>A record that was not delivered, as a dead-letter sink keeps it.</summary>
public sealed record DeadLetter
{
    /// <summary>Name of the sink that the record was meant for.</summary>
    public required string SinkName { get; init; }

    /// <summary>Position of the record in the source, from 1.</summary>
    public required long RecordNumber { get; init; }

    /// <summary>
    /// What became of the record. Only <see cref="RecordOutcome.DeadLettered"/> ones are known not to be stored and safe to send again as they are;
    /// others are handed over on request (<see cref="BatchWriterOptions.DeadLetterRejected"/>, <see cref="BatchWriterOptions.DeadLetterUnverified"/>).
    /// </summary>
    public required RecordOutcome Outcome { get; init; }

    /// <summary>Why the record was not delivered.</summary>
    public required OutcomeCause Cause { get; init; }

    /// <summary>When its outcome was final.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The record's identifier; <see langword="null"/> when it has none or <see cref="BatchWriterOptions.DeadLetterKeys"/> is off. It may name a person.</summary>
    public string? Key { get; init; }

    /// <summary>How many requests carried the record.</summary>
    public int Attempts { get; init; }

    /// <summary>The service's process that carried the record, if one did.</summary>
    public string? ProcessId { get; init; }

    /// <summary>
    /// What the record shared with its whole request, as one JSON object: for a contact import its lists and flags. A replay needs it; <see langword="null"/> where a sink's requests share
    /// nothing (<see cref="IBatchSink.DescribePartition"/>).
    /// </summary>
    public string? Partition { get; init; }

    /// <summary>Every rule of the map that failed; empty unless the record could not be mapped.</summary>
    public IReadOnlyList<MappingFailure> Failures { get; init; } = [];

    /// <summary>
    /// The record's bytes in the sink's format; empty unless <see cref="BatchWriterOptions.DeadLetterBodies"/> is on. A record that could not be mapped has none.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Format of <see cref="Body"/>.</summary>
    public WireFormat Format { get; init; }

    /// <summary>Sink, number, outcome and cause only: key and body are personal data.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"{SinkName}, record {RecordNumber}: {Outcome} ({Cause.Value})";
}
