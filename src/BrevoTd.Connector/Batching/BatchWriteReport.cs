using System.Text.Json;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// What became of every record of a writer. <c>Read</c> is the sum of skipped, delivered, rejected, dead-lettered and unverified records. It names no person and can be
/// logged, printed (<see cref="ToTable"/>) and serialised (<see cref="ToJson"/>).
/// </summary>
public sealed record BatchWriteReport
{
    /// <summary>Name of the sink.</summary>
    public string SinkName { get; init; } = "";

    /// <summary>When the writer was created.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Time from there to the last outcome.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Records handed to the writer.</summary>
    public long Read { get; init; }

    /// <summary>Records that the map left out on purpose.</summary>
    public long Skipped { get; init; }

    /// <summary>Records that the writer answered for: those read and not skipped.</summary>
    public long Accepted { get; init; }

    /// <summary>Records that the service stored.</summary>
    public long Delivered { get; init; }

    /// <summary>How many of the delivered records are new to the service, by its own word; <see langword="null"/> when its answers do not tell, as those of imports.</summary>
    public long? Created { get; init; }

    /// <summary>How many of the delivered records the service had before and updated, by its own word; <see langword="null"/> when its answers do not tell.</summary>
    public long? Updated { get; init; }

    /// <summary>Records that the service refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Records that are known not to be stored.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Records that were sent and whose final result was not learned.</summary>
    public long Unverified { get; init; }

    /// <summary>Skipped records by the map's reason.</summary>
    public IReadOnlyDictionary<string, long> SkippedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Rejected records by the service's cause, such as Brevo's <c>invalid_emails</c>.</summary>
    public IReadOnlyDictionary<string, long> RejectedByCause { get; init; } = new Dictionary<string, long>();

    /// <summary>Dead-lettered records by cause (<see cref="OutcomeCause"/>); mapping failures begin with <c>mapping_</c>.</summary>
    public IReadOnlyDictionary<string, long> DeadLetteredByCause { get; init; } = new Dictionary<string, long>();

    /// <summary>Unverified records by cause (<see cref="OutcomeCause"/>).</summary>
    public IReadOnlyDictionary<string, long> UnverifiedByCause { get; init; } = new Dictionary<string, long>();

    /// <summary>Values that the map left out of records that were sent all the same (<c>OrDrop</c>), by target.</summary>
    public IReadOnlyDictionary<string, long> DroppedValuesByTarget { get; init; } = new Dictionary<string, long>();

    /// <summary>Lines of the service's reports that name no record of their batch, by cause. Not 0 means that a report was not understood or that others wrote to the same process.</summary>
    public IReadOnlyDictionary<string, long> UnmatchedReportLines { get; init; } = new Dictionary<string, long>();

    /// <summary>Dead letters that the dead-letter sink failed to keep. Their records are counted under <see cref="DeadLettered"/>.</summary>
    public long DeadLettersLost { get; init; }

    /// <summary>
    /// Sendings of records that the service had not stored before and might take another time (<see cref="BatchSettlement.SendAgain(int, OutcomeCause)"/>), or that were repaired. A record counts as often as it was
    /// sent again.
    /// </summary>
    public long RecordsSentAgain { get; init; }

    /// <summary><see cref="RecordsSentAgain"/> by the cause that the service had given.</summary>
    public IReadOnlyDictionary<string, long> SentAgainByCause { get; init; } = new Dictionary<string, long>();

    /// <summary>Records that were delivered after they had been refused and repaired. They are a part of <see cref="Delivered"/>.</summary>
    public long Repaired { get; init; }

    /// <summary><see cref="Repaired"/> by the cause that the service had refused them for.</summary>
    public IReadOnlyDictionary<string, long> RepairedByCause { get; init; } = new Dictionary<string, long>();

    /// <summary>What was found when contacts were read back (<see cref="ContactImportWriterOptions.Verification"/>); <see langword="null"/> when nothing was.</summary>
    public ImportVerification? Verification { get; init; }

    /// <summary>Batches that were sent in halves because they were too large, or because the service refused them for some of their records.</summary>
    public long Splits { get; init; }

    /// <summary>Batches sent.</summary>
    public long Batches { get; init; }

    /// <summary>Calls made for these records: batches, looks at processes, reports. Repeats come on top.</summary>
    public long Requests { get; init; }

    /// <summary>Requests beyond the first one of a call, because its answer was lost or the service asked to come again.</summary>
    public long Repeats { get; init; }

    /// <summary>Time that calls waited for quota, added up.</summary>
    public TimeSpan QuotaWait { get; init; }

    /// <summary>Requests by operation, without repeats.</summary>
    public IReadOnlyDictionary<string, long> RequestsByOperation { get; init; } = new Dictionary<string, long>();

    /// <summary>Bytes of the bodies sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Accepted records per second, from the writer's creation to the last outcome.</summary>
    public double RecordsPerSecond { get; init; }

    /// <summary>Why the writer stopped before its time; <see langword="null"/> when it did not.</summary>
    public string? StopReason { get; init; }

    /// <summary>Whether <c>Read = Skipped + Delivered + Rejected + DeadLettered + Unverified</c>, in total and by cause. Anything else is a defect of this library.</summary>
    public bool IsBalanced =>
        Read == Skipped + Accepted
        && Accepted == Delivered + Rejected + DeadLettered + Unverified
        && Skipped == SkippedByReason.Values.Sum()
        && Rejected == RejectedByCause.Values.Sum()
        && DeadLettered == DeadLetteredByCause.Values.Sum()
        && Unverified == UnverifiedByCause.Values.Sum();

    /// <summary>The report as JSON, in the shape that <see cref="FromJson"/> reads.</summary>
    /// <returns>One JSON object.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, BatchingJsonContext.Default.BatchWriteReport);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">One JSON object.</param>
    /// <returns>The report.</returns>
    /// <exception cref="JsonException">The text is not such an object.</exception>
    public static BatchWriteReport FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize(json, BatchingJsonContext.Default.BatchWriteReport)
            ?? throw new JsonException("The text is the JSON value null instead of a report.");
    }

    /// <summary>The report as a table for a terminal or a log, one line per outcome and cause.</summary>
    /// <returns>Some lines, without a line break at the end.</returns>
    public string ToTable() => BatchReportTable.Render(this);

    /// <summary>The report as a table (<see cref="ToTable"/>).</summary>
    /// <returns>Some lines.</returns>
    public override string ToString() => ToTable();
}
