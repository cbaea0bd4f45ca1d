namespace BrevoTd.Connector.Batching;

/// <summary>
/// The count of every record, by what became of it. Not thread-safe: whoever owns it holds one lock around each change and each look, which is what makes
/// the sum hold at every instant.
/// </summary>
internal sealed class BatchLedger
{
    /// <summary>Causes come from services and maps; more kinds than this would only be an unbounded table.</summary>
    private const int MaxKinds = 200;
    private const string OtherKinds = "other";

    private readonly Dictionary<string, long>[] _byCause =
    [
        new(StringComparer.Ordinal),
        new(StringComparer.Ordinal),
        new(StringComparer.Ordinal),
        new(StringComparer.Ordinal),
    ];
    private readonly long[] _byOutcome = new long[4];
    private readonly Dictionary<string, long> _bySkipReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _unmatched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sentAgain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _repaired = new(StringComparer.Ordinal);

    public long Read { get; private set; }

    public long Skipped { get; private set; }

    public long Pending { get; private set; }

    public long Sent { get; set; }

    public long BytesSent { get; set; }

    public long Batches { get; set; }

    public long DeadLettersLost { get; set; }

    public long RecordsSentAgain { get; private set; }

    public long Repaired { get; private set; }

    /// <summary>What the service says that it created and updated; <see langword="null"/> until it says so.</summary>
    public (long Created, long Updated)? Written { get; private set; }

    public long Accepted => Read - Skipped;

    public long Of(RecordOutcome outcome) => _byOutcome[(int)outcome];

    public void Skip(string? reason)
    {
        Read++;
        Skipped++;
        Add(_bySkipReason, string.IsNullOrEmpty(reason) ? "no reason given" : reason, 1);
    }

    public void Accept()
    {
        Read++;
        Pending++;
    }

    public void Settle(RecordOutcome outcome, OutcomeCause cause, long count)
    {
        Pending -= count;
        _byOutcome[(int)outcome] += count;
        if (outcome is not RecordOutcome.Delivered)
        {
            Add(_byCause[(int)outcome], cause.Value, count);
        }
    }

    public void SendAgain(OutcomeCause cause)
    {
        RecordsSentAgain++;
        Add(_sentAgain, cause.Value, 1);
    }

    public void Repair(OutcomeCause cause)
    {
        Repaired++;
        Add(_repaired, cause.Value, 1);
    }

    public void AddWritten(long created, long updated) => Written = ((Written?.Created ?? 0) + created, (Written?.Updated ?? 0) + updated);

    public void AddUnmatchedReportLines(IReadOnlyDictionary<string, long> lines)
    {
        foreach (var (cause, count) in lines)
        {
            Add(_unmatched, cause, count);
        }
    }

    public IReadOnlyDictionary<string, long> CausesOf(RecordOutcome outcome) => Copy(_byCause[(int)outcome]);

    public IReadOnlyDictionary<string, long> SkipReasons() => Copy(_bySkipReason);

    public IReadOnlyDictionary<string, long> UnmatchedReportLines() => Copy(_unmatched);

    public IReadOnlyDictionary<string, long> SentAgainByCause() => Copy(_sentAgain);

    public IReadOnlyDictionary<string, long> RepairedByCause() => Copy(_repaired);

    private static void Add(Dictionary<string, long> counts, string key, long count)
    {
        if (!counts.ContainsKey(key) && counts.Count >= MaxKinds)
        {
            key = OtherKinds;
        }

        counts[key] = counts.GetValueOrDefault(key) + count;
    }

    private static SortedDictionary<string, long> Copy(Dictionary<string, long> counts) => new(counts, StringComparer.Ordinal);
}
