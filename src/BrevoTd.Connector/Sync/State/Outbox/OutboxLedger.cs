using System.Runtime.InteropServices;

namespace BrevoTd.Connector.Sync;

/// <summary>What to do with one record of the source.</summary>
internal enum OutboxDecision
{
    /// <summary>Send it: it was never on its way.</summary>
    Send,

    /// <summary>Send it again: it was on its way when a process died, and may arrive twice.</summary>
    SendAgain,

    /// <summary>Leave it out: a run before this one has delivered it.</summary>
    AlreadyDelivered,

    /// <summary>Leave it out: it was on its way when a process died, and is not to arrive twice.</summary>
    LeaveOut,
}

/// <summary>
/// The book in front of operations without a key. Before a record is sent, the book says durably that it is on its way; afterwards, that it was delivered or not. A run that follows a dead one
/// from the same checkpoint finds what was delivered, and what nobody knows of. Equal records are counted, not confused. Safe for use by several threads.
/// </summary>
/// <remarks>
/// One set of marks per job. Content of a mark: how often a record was delivered since the checkpoint (upper half), and how often it is on its way or in doubt (lower half). The book belongs to one
/// checkpoint: opened with another, it is empty, because the source does not give the old records again.
/// </remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose of."
)]
internal sealed class OutboxLedger
{
    private static readonly UInt128 s_checkpointKey = UInt128.MaxValue;

    private readonly ISyncStore _store;
    private readonly string _set;
    private readonly RecordHash _hash;
    private readonly object _gate = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Dictionary<UInt128, Entry> _entries = [];

    // Keys whose state in the store is older than the one here, because a write has failed.
    private readonly HashSet<UInt128> _unwritten = [];

    private OutboxLedger(ISyncStore store, string set, RecordHash hash, OutboxPolicy policy)
    {
        _store = store;
        _set = set;
        _hash = hash;
        Policy = policy;
    }

    public OutboxPolicy Policy { get; }

    /// <summary>Records that were on their way when a run before this one ended.</summary>
    public long FoundInDoubt { get; private set; }

    /// <summary>Records that runs before this one have delivered since the checkpoint.</summary>
    public long FoundDelivered { get; private set; }

    /// <summary>Records that this run has sent again without knowing whether they had arrived: the upper bound of doubled records.</summary>
    public long PossiblyDoubled { get; private set; }

    /// <summary>Records that this run has left out without knowing whether they had arrived.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Records that this run has left out because they had been delivered.</summary>
    public long SkippedAsDelivered { get; private set; }

    /// <summary>Records that are on their way, or of which this run could not learn whether they arrived.</summary>
    public long InDoubt
    {
        get
        {
            lock (_gate)
            {
                return _entries.Values.Sum(static entry => (long)entry.InFlight);
            }
        }
    }

    /// <summary>Opens the book of a job.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="job">Name of the job, at most 120 characters.</param>
    /// <param name="checkpoint">Tells the checkpoint from which the source is read: the same after a crash, another one when the source has moved on.</param>
    /// <param name="hash">Makes the hashes.</param>
    /// <param name="policy">What becomes of records in doubt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SyncStoreException">The store cannot be read or written, or the book was made with another secret.</exception>
    public static Task<OutboxLedger> OpenAsync(
        ISyncStore store,
        string job,
        UInt128 checkpoint,
        RecordHash hash,
        OutboxPolicy policy,
        CancellationToken cancellationToken = default
    ) => OpenAsync(store, job, checkpoint, hash, policy, isReadOnly: false, cancellationToken);

    /// <summary>Opens the book to find out what a run would do. Nothing is written to the store; do not begin anything with it.</summary>
    /// <inheritdoc cref="OpenAsync(ISyncStore, string, UInt128, RecordHash, OutboxPolicy, CancellationToken)"/>
    public static Task<OutboxLedger> ReadAsync(
        ISyncStore store,
        string job,
        UInt128 checkpoint,
        RecordHash hash,
        OutboxPolicy policy,
        CancellationToken cancellationToken = default
    ) => OpenAsync(store, job, checkpoint, hash, policy, isReadOnly: true, cancellationToken);

    private static async Task<OutboxLedger> OpenAsync(
        ISyncStore store,
        string job,
        UInt128 checkpoint,
        RecordHash hash,
        OutboxPolicy policy,
        bool isReadOnly,
        CancellationToken cancellationToken
    )
    {
        var ledger = new OutboxLedger(store, SyncNames.Check("outbox." + job, nameof(job)), hash, policy);
        UInt128? of = null;
        await foreach (var mark in store.ReadMarksAsync(ledger._set, cancellationToken).ConfigureAwait(false))
        {
            if (mark.Key == s_checkpointKey)
            {
                of = mark.Content;
            }
            else if (!HashKeyGuard.IsGuard(mark, ledger._set, hash) && mark.Content is { } content)
            {
                ledger._entries[mark.Key] = Entry.Read(content);
            }
        }

        if (of != checkpoint && isReadOnly)
        {
            ledger._entries.Clear();
        }
        else if (of != checkpoint)
        {
            // The checkpoint is written last: a process that dies before begins this anew.
            await ledger.ForgetAsync(cancellationToken).ConfigureAwait(false);
            await store
                .WriteMarksAsync(ledger._set, [HashKeyGuard.MarkOf(hash), new SyncMark(s_checkpointKey, checkpoint)], cancellationToken)
                .ConfigureAwait(false);
        }

        foreach (var entry in ledger._entries.Values)
        {
            ledger.FoundDelivered += entry.Delivered;
            ledger.FoundInDoubt += entry.InFlight;
        }

        return ledger;
    }

    public UInt128 KeyOf(ReadOnlySpan<byte> record) => _hash.Bytes(record);

    /// <summary>Decides on one record of the source. Each call stands for one record: equal records are decided on one after another.</summary>
    public OutboxDecision Take(UInt128 key)
    {
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, key);
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref entry))
            {
                return OutboxDecision.Send;
            }

            if (entry.DeliveredBefore > 0)
            {
                entry.DeliveredBefore--;
                SkippedAsDelivered++;
                return OutboxDecision.AlreadyDelivered;
            }

            if (entry.InDoubtBefore == 0)
            {
                return OutboxDecision.Send;
            }

            entry.InDoubtBefore--;
            if (Policy is OutboxPolicy.AtMostOnce)
            {
                LeftOut++;
                return OutboxDecision.LeaveOut;
            }

            PossiblyDoubled++;
            return OutboxDecision.SendAgain;
        }
    }

    /// <summary>Takes a decision back, because the same record will be asked about again.</summary>
    /// <param name="key">Key of the record.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="wasDelivered">Whether it was sent and delivered since: the next decision is to leave it out.</param>
    public void PutBack(UInt128 key, OutboxDecision decision, bool wasDelivered)
    {
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out _);
            switch (decision)
            {
                case OutboxDecision.AlreadyDelivered:
                    entry.DeliveredBefore++;
                    SkippedAsDelivered--;
                    break;
                case OutboxDecision.LeaveOut:
                    entry.InDoubtBefore++;
                    LeftOut--;
                    break;
                case OutboxDecision.SendAgain when !wasDelivered:
                    entry.InDoubtBefore++;
                    PossiblyDoubled--;
                    break;
                default:
                    entry.DeliveredBefore += wasDelivered ? 1 : 0;
                    break;
            }
        }
    }

    /// <summary>Notes that records are about to be sent. Send them when it has completed, not before.</summary>
    public async Task BeginAsync(IReadOnlyList<(UInt128 Key, OutboxDecision Decision)> records, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (key, decision) in records)
            {
                if (decision is OutboxDecision.Send)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out _).InFlight++;
                }
            }
        }

        try
        {
            await WriteAsync(
                    records.Where(static record => record.Decision is OutboxDecision.Send).Select(static r => r.Key),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch
        {
            // Nothing is sent. What the store has of this is overwritten by the next note on these keys.
            lock (_gate)
            {
                foreach (var (key, decision) in records)
                {
                    if (decision is OutboxDecision.Send)
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out _).InFlight--;
                    }
                }
            }

            throw;
        }
    }

    /// <summary>Notes what became of records. When the store cannot be written, the notes are kept for the next write.</summary>
    /// <param name="records">Keys, and whether they were delivered; <see langword="null"/> where that could not be learned.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task SettleAsync(IReadOnlyList<(UInt128 Key, bool? WasDelivered)> records, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            foreach (var (key, wasDelivered) in records)
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out _);
                if (wasDelivered is { } delivered && entry.InFlight > 0)
                {
                    entry.InFlight--;
                    entry.Delivered += delivered ? 1 : 0;
                }
            }
        }

        return WriteAsync(
            records.Where(static record => record.WasDelivered is not null).Select(static record => record.Key),
            cancellationToken
        );
    }

    /// <summary>Forgets every record: the checkpoint has moved behind them, and the source does not give them again. Call it when that has been written.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => ForgetAsync(cancellationToken);

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _store.DeleteMarksAsync(_set, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _entries.Clear();
                _unwritten.Clear();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteAsync(IEnumerable<UInt128> keys, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _unwritten.UnionWith(keys);
        }

        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SyncMark[] marks;
            lock (_gate)
            {
                marks = [.. _unwritten.Select(key => new SyncMark(key, _entries.GetValueOrDefault(key).Content))];
                _unwritten.Clear();
            }

            if (marks.Length == 0)
            {
                return;
            }

            try
            {
                await _store.WriteMarksAsync(_set, marks, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                lock (_gate)
                {
                    _unwritten.UnionWith(marks.Select(static mark => mark.Key));
                }

                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private struct Entry
    {
        public int Delivered;
        public int InFlight;

        /// <summary>How many of them were found at the start, and not asked about yet.</summary>
        public int DeliveredBefore;
        public int InDoubtBefore;

        public readonly UInt128? Content => Delivered == 0 && InFlight == 0 ? null : new UInt128((ulong)Delivered, (ulong)InFlight);

        public static Entry Read(UInt128 content)
        {
            var delivered = (int)(content >> 64);
            var inFlight = (int)(ulong)content;
            return new Entry
            {
                Delivered = delivered,
                InFlight = inFlight,
                DeliveredBefore = delivered,
                InDoubtBefore = inFlight,
            };
        }
    }
}
