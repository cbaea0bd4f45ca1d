using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Batching;

/// <summary>Options of a <see cref="BatchWriter{T}"/>. Read once, when the writer is created.</summary>
public class BatchWriterOptions
{
    /// <summary>Records in one batch at most. The sink's own limit holds as well.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxBatchRecords { get; set; } = 1_000;

    /// <summary>Bytes of one request's body at most, as they go on the wire. The sink's own limit holds as well.</summary>
    /// <value>Default: 8,000,000.</value>
    public int MaxBatchBytes { get; set; } = 8_000_000;

    /// <summary>How long a record waits for its batch to fill before the batch is sent as it is.</summary>
    /// <value>Default: 10 seconds. <see cref="Timeout.InfiniteTimeSpan"/> waits until the batch is full or the writer is flushed.</value>
    public TimeSpan MaxBatchAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Requests under way at once. Batches start in the order in which they were filled, and never while a batch with one of the same identifiers is under way;
    /// with more than 1 the order of records with different identifiers is not kept.
    /// </summary>
    /// <value>Default: 1. Range: 1 to 64.</value>
    public int MaxConcurrentBatches { get; set; } = 1;

    /// <summary>Full batches that may wait to be sent; <see cref="BatchWriter{T}.WriteAsync"/> waits beyond.</summary>
    /// <value>Default: 2. Range: 1 to 64.</value>
    public int MaxQueuedBatches { get; set; } = 2;

    /// <summary>Records that may be without a final outcome at once, wherever they are; <see cref="BatchWriter{T}.WriteAsync"/> waits beyond.</summary>
    /// <value>Default: 100,000.</value>
    public int MaxUnsettledRecords { get; set; } = 100_000;

    /// <summary>
    /// How long <see cref="BatchWriter{T}.CompleteAsync"/> waits for final outcomes after the last request was answered. Records without one are then unverified
    /// (<see cref="OutcomeCause.SettlementTimeout"/>).
    /// </summary>
    /// <value>Default: 1 hour. <see cref="Timeout.InfiniteTimeSpan"/> waits without limit.</value>
    public TimeSpan SettlementTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long <see cref="BatchWriter{T}.DisposeAsync"/> sends and waits before it settles the rest as what it is: dead-lettered if it was never sent, unverified if it was.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan DisposeTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The writer stops after this many requests in a row that the service did not answer usefully (unreachable, 5xx, 429), instead of dead-lettering a whole source.</summary>
    /// <value>Default: 5. 0 never stops.</value>
    public int StopAfterFailedRequests { get; set; } = 5;

    /// <summary>How often a record is sent that the service has not stored and may take another time, or that is repaired. After the last attempt it gets the outcome that the service gave it.</summary>
    /// <value>Default: 3. 1 never sends a record again.</value>
    public int MaxRecordAttempts { get; set; } = 3;

    /// <summary>How long a record waits before it is sent another time; twice as long before each further attempt. Meanwhile such records gather into one batch, and later records with the same identifiers wait.</summary>
    /// <value>Default: 2 seconds. Range: zero to 10 minutes.</value>
    public TimeSpan SendAgainDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether a batch that the service refused because of some of its records is sent in halves, until the bad records stand alone: at most 1 + 2·k·⌈log₂ n⌉ requests for k bad ones among n.
    /// </summary>
    /// <value>Default: <see langword="true"/>. Otherwise all of its records are dead-lettered with the service's cause.</value>
    public bool SplitRefusedBatches { get; set; } = true;

    /// <summary>
    /// The halving stops while quota is scarce: when the last request waited longer than this for quota, what is left of refused batches is dead-lettered as it is
    /// (<see cref="OutcomeCause.RefusedWithOthers"/>).
    /// </summary>
    /// <value>Default: 10 seconds. <see cref="Timeout.InfiniteTimeSpan"/> never stops.</value>
    public TimeSpan MaxSplitQuotaWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What happens to records of one batch that have the same identifier.</summary>
    /// <value>Default: <see cref="DuplicateKeyPolicy.LastWins"/>.</value>
    public DuplicateKeyPolicy DuplicateKeys { get; set; } = DuplicateKeyPolicy.LastWins;

    /// <summary>What happens to records of the whole run that have the same identifier. Where the first one wins, that also holds within a batch, whatever <see cref="DuplicateKeys"/> says.</summary>
    /// <value>Default: <see cref="RunDuplicatePolicy.Allow"/>.</value>
    public RunDuplicatePolicy RunDuplicates { get; set; } = RunDuplicatePolicy.Allow;

    /// <summary>
    /// Different identifiers that are kept at once for <see cref="RunDuplicates"/>. A record beyond is not accepted: writing it throws <see cref="InvalidOperationException"/>, and what was accepted before
    /// is still sent and settled.
    /// </summary>
    /// <value>Default: 10,000,000. Range: 1 to 1,000,000,000.</value>
    public long MaxRunKeys { get; set; } = 10_000_000;

    /// <summary>Folder of the file of <see cref="RunDuplicatePolicy.FirstWinsOnDisk"/>, which has salted hashes only and is deleted with the writer, also when the process is killed (on Unix).</summary>
    /// <value>Default: <see langword="null"/>: the folder for temporary files.</value>
    public string? RunKeysDirectory { get; set; }

    /// <summary>Where the writer notes what it sends and what becomes of it, so that a process that is killed leaves an account. A journal that cannot be written stops the writer before it sends more.</summary>
    /// <value>Default: <see langword="null"/>: nowhere.</value>
    public BatchJournal? Journal { get; set; }

    /// <summary>Where records go that were dead-lettered.</summary>
    /// <value>Default: <see langword="null"/>: they are only counted.</value>
    public IDeadLetterSink? DeadLetters { get; set; }

    /// <summary>Whether rejected records are handed to <see cref="DeadLetters"/> too. Their outcome stays <see cref="RecordOutcome.Rejected"/>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DeadLetterRejected { get; set; }

    /// <summary>Whether unverified records are handed to <see cref="DeadLetters"/> too. Their outcome stays <see cref="RecordOutcome.Unverified"/>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DeadLetterUnverified { get; set; }

    /// <summary>Whether dead letters carry the record's identifier, which may name a person.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool DeadLetterKeys { get; set; } = true;

    /// <summary>
    /// Whether dead letters carry the record's bytes, which are personal data. Together with <see cref="DeadLetterRejected"/> or <see cref="DeadLetterUnverified"/> the bytes of
    /// every record are kept until it is settled.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DeadLetterBodies { get; set; }

    /// <summary>Called once for every accepted record when its outcome is final, one call at a time; skipped records are not accepted. Keep it short: it holds up the settling of others.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public Action<SettledRecord>? OnSettled { get; set; }

    /// <summary>Gets a snapshot at most every <see cref="ProgressInterval"/>, and one when the writer has finished.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IProgress<BatchWriteProgress>? Progress { get; set; }

    /// <summary>The shortest time between two snapshots for <see cref="Progress"/>.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many records are going to be written, where that is known; the estimate of the time left needs it.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public long? ExpectedRecords { get; set; }

    /// <summary>Where log events go.</summary>
    /// <value>Default: <see langword="null"/>: none are written.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Throws for a value out of its range.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names it and its range.</exception>
    protected internal virtual void Validate()
    {
        Require(MaxBatchRecords >= 1, nameof(MaxBatchRecords), "at least 1");
        Require(MaxBatchBytes >= 1, nameof(MaxBatchBytes), "at least 1");
        Require(IsPositiveOrInfinite(MaxBatchAge), nameof(MaxBatchAge), "above zero, or infinite");
        Require(MaxConcurrentBatches is >= 1 and <= 64, nameof(MaxConcurrentBatches), "1 to 64");
        Require(MaxQueuedBatches is >= 1 and <= 64, nameof(MaxQueuedBatches), "1 to 64");
        Require(MaxUnsettledRecords >= 1, nameof(MaxUnsettledRecords), "at least 1");
        Require(IsPositiveOrInfinite(SettlementTimeout), nameof(SettlementTimeout), "above zero, or infinite");
        Require(DisposeTimeout >= TimeSpan.Zero && DisposeTimeout <= s_maxTimer, nameof(DisposeTimeout), "zero to 24 days");
        Require(StopAfterFailedRequests >= 0, nameof(StopAfterFailedRequests), "at least 0");
        Require(MaxRecordAttempts >= 1, nameof(MaxRecordAttempts), "at least 1");
        Require(
            SendAgainDelay >= TimeSpan.Zero && SendAgainDelay <= TimeSpan.FromMinutes(10),
            nameof(SendAgainDelay),
            "zero to 10 minutes"
        );
        Require(
            MaxSplitQuotaWait == Timeout.InfiniteTimeSpan || MaxSplitQuotaWait >= TimeSpan.Zero,
            nameof(MaxSplitQuotaWait),
            "at least zero, or infinite"
        );
        Require(Enum.IsDefined(DuplicateKeys), nameof(DuplicateKeys), "one of the values of DuplicateKeyPolicy");
        Require(Enum.IsDefined(RunDuplicates), nameof(RunDuplicates), "one of the values of RunDuplicatePolicy");
        Require(MaxRunKeys is >= 1 and <= 1_000_000_000, nameof(MaxRunKeys), "1 to 1,000,000,000");
        Require(ProgressInterval >= TimeSpan.Zero, nameof(ProgressInterval), "at least zero");
        Require(ExpectedRecords is null or >= 0, nameof(ExpectedRecords), "at least 0, or null");
        Require(TimeProvider is not null, nameof(TimeProvider), "set");
    }

    /// <summary>Throws when a condition does not hold.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="option">Name of the option.</param>
    /// <param name="range">What the option must be.</param>
    private protected static void Require(bool holds, string option, string range)
    {
        if (!holds)
        {
            throw new ArgumentException($"{option} must be {range}.", option);
        }
    }

    private protected static bool IsPositiveOrInfinite(TimeSpan value) =>
        value == Timeout.InfiniteTimeSpan || (value > TimeSpan.Zero && value <= s_maxTimer);

    private static readonly TimeSpan s_maxTimer = TimeSpan.FromDays(24);
}
