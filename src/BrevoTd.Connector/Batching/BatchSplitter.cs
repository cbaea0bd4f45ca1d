namespace BrevoTd.Connector.Batching;

/// <summary>
/// Decides whether a batch that a service refused is sent in parts. Halving finds k bad records among n with at most 1 + 2·k·⌈log₂ n⌉ requests: each bad record has at most ⌈log₂ n⌉ batches of several
/// records above it, and each of those costs its two halves. Used with the writer's gate held.
/// </summary>
internal sealed class BatchSplitter(BatchWriterOptions options)
{
    private TimeSpan _lastQuotaWait;

    /// <summary>Batches that were halved.</summary>
    public long Splits { get; private set; }

    /// <summary>Whether the last request waited too long for quota to look for single bad records with more of them.</summary>
    public bool IsQuotaScarce => options.MaxSplitQuotaWait != Timeout.InfiniteTimeSpan && _lastQuotaWait > options.MaxSplitQuotaWait;

    public void Sent(TimeSpan quotaWait) => _lastQuotaWait = quotaWait;

    /// <summary>Whether the answer means that parts of the batch may be stored by themselves, and they shall be sent.</summary>
    public bool ShallSplit(Batch batch, BatchAnswer answer) =>
        batch.Count > 1
        && answer.Split switch
        {
            SplitReason.TooLarge => true,
            SplitReason.RefusedTogether => options.SplitRefusedBatches && !IsQuotaScarce,
            _ => false,
        };

    /// <summary>The outcome of a batch that is refused for some of its records and not sent in parts.</summary>
    public BatchSettlement? Unsplit(Batch batch, BatchAnswer answer) =>
        batch.Count > 1 && answer.Split is SplitReason.RefusedTogether && options.SplitRefusedBatches
            ? BatchSettlement.All(RecordOutcome.DeadLettered, OutcomeCause.RefusedWithOthers)
        : batch.Count > 1 && answer.Split is SplitReason.TooLarge ? BatchSettlement.All(RecordOutcome.DeadLettered, OutcomeCause.NotSent)
        : null;

    /// <summary>Two halves, slices of the same memory, in order.</summary>
    public IReadOnlyList<Batch> Halve(Batch batch, bool isRefused, Func<long> number)
    {
        Splits++;
        var half = (batch.Count + 1) / 2;
        var left = batch.Slice(0, half, number(), isRefused);
        var right = batch.Slice(half, batch.Count - half, number(), isRefused);
        left.Sibling = isRefused ? right : null;
        return [left, right];
    }
}
