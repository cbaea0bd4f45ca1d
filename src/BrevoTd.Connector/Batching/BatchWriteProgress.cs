namespace BrevoTd.Connector.Batching;

/// <summary>
/// Where a writer stands at one instant. All numbers belong to the same instant, so that
/// <c>Read = Skipped + Accepted</c> and <c>Accepted = Delivered + Rejected + DeadLettered + Unverified + Pending</c> hold in every snapshot.
/// </summary>
public sealed record BatchWriteProgress
{
    /// <summary>Records handed to the writer.</summary>
    public long Read { get; init; }

    /// <summary>Records that the map left out on purpose.</summary>
    public long Skipped { get; init; }

    /// <summary>Records that the writer answers for: those read and not skipped.</summary>
    public long Accepted => Read - Skipped;

    /// <summary>Records whose request has been answered, or has been given up after it may have been sent.</summary>
    public long Sent { get; init; }

    /// <summary>Records that the service stored.</summary>
    public long Delivered { get; init; }

    /// <summary>Records that the service refused by a cause of its own.</summary>
    public long Rejected { get; init; }

    /// <summary>Records that are known not to be stored.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Records that were sent and whose final result was not learned.</summary>
    public long Unverified { get; init; }

    /// <summary>Records without a final outcome.</summary>
    public long Pending { get; init; }

    /// <summary>Records with a final outcome.</summary>
    public long Settled => Delivered + Rejected + DeadLettered + Unverified;

    /// <summary>Calls made for these records: batches, looks at processes, reports. Repeats come on top.</summary>
    public long Requests { get; init; }

    /// <summary>Requests beyond the first one of a call, because its answer was lost or the service asked to come again.</summary>
    public long Repeats { get; init; }

    /// <summary>Bytes of the bodies sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Time since the writer was created.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How much longer the expected records take at the speed so far; <see langword="null"/> while that cannot be told or <see cref="BatchWriterOptions.ExpectedRecords"/> is not set.</summary>
    public TimeSpan? EstimatedTimeLeft { get; init; }

    /// <summary>The counts in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() =>
        FormattableString.Invariant(
            $"read {Read:N0}, skipped {Skipped:N0}, sent {Sent:N0}, delivered {Delivered:N0}, rejected {Rejected:N0}, dead-lettered {DeadLettered:N0}, unverified {Unverified:N0}, pending {Pending:N0}"
        );
}
