namespace BrevoTd.Connector.Batching;

/// <summary>
/// Batches in the order in which they are sent, and those that are under way. Records of one key are sent in their order: a batch does not start while an earlier one with one of its keys is under way
/// or has come back. Not thread-safe: used with the writer's gate held.
/// </summary>
internal sealed class SendQueue(SendAgainQueue again, int maxConcurrent)
{
    private readonly List<Batch> _waiting = [];
    private readonly List<Batch> _underWay = [];

    /// <summary>Batches that wait, without those that come back later.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether nothing waits and nothing is under way.</summary>
    public bool IsEmpty => _waiting.Count == 0 && _underWay.Count == 0;

    public void Add(Batch batch) => _waiting.Add(batch);

    /// <summary>Puts batches before all others: later records of the same keys wait for theirs.</summary>
    public void AddFirst(IEnumerable<Batch> batches) => _waiting.InsertRange(0, batches);

    /// <summary>Whether a record is left that first stood in this batch or an earlier one, and whose service has not answered.</summary>
    public bool Holds(long ticket) =>
        _waiting.Exists(batch => batch.Ticket <= ticket) || _underWay.Exists(batch => batch.Ticket <= ticket) || again.Waits(ticket);

    /// <summary>Takes the next batch under way, if it may start.</summary>
    public Batch? StartNext()
    {
        if (_underWay.Count >= maxConcurrent || _waiting.Count == 0 || MustWait(_waiting[0]))
        {
            return null;
        }

        var batch = _waiting[0];
        _waiting.RemoveAt(0);
        _underWay.Add(batch);
        return batch;
    }

    /// <summary>A batch has been answered, and its records are where they belong.</summary>
    public void Answered(Batch batch) => _underWay.Remove(batch);

    /// <summary>Puts parts in the place of a batch that still waits.</summary>
    /// <returns>Whether it waits.</returns>
    public bool Replace(Batch batch, Func<IReadOnlyList<Batch>> parts)
    {
        var position = _waiting.IndexOf(batch);
        if (position < 0)
        {
            return false;
        }

        _waiting.RemoveAt(position);
        _waiting.InsertRange(position, parts());
        return true;
    }

    /// <summary>Takes out what will never be sent. It stays under way, and so visible to who flushes, until its records have their outcome.</summary>
    /// <param name="number">Gives batches of returned records a number.</param>
    /// <param name="onlyRepeats">Whether to take only what comes back.</param>
    public List<Batch> TakeOut(Func<long> number, bool onlyRepeats = false)
    {
        List<Batch> batches = [.. _waiting.Where(batch => batch.IsRepeat || !onlyRepeats), .. again.Take(number, all: true)];
        _waiting.RemoveAll(batches.Contains);
        _underWay.AddRange(batches);
        return batches;
    }

    private bool MustWait(Batch batch) =>
        _underWay.Exists(other => batch.KeysOrNew().SharesHashWith(other.KeysOrNew())) || (!again.IsEmpty && again.SharesKeyWith(batch));
}
