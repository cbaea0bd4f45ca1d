using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Decides for each record of a run whether it is sent, and remembers those that were. Used by the thread that encodes and by those that settle.
/// </summary>
/// <param name="memory">What was delivered before.</param>
/// <param name="refused">What the service refused before.</param>
/// <param name="retriesRefused">Whether such records are sent again.</param>
/// <param name="isRefusal">Whether a rejection says that something is wrong with the record.</param>
/// <param name="endsInDoubt">Whether a record of which it is not known whether it arrived is left at that, because it must never be sent again.</param>
internal sealed class PushRecords(
    IPushMemory memory,
    FingerprintSet refused,
    bool retriesRefused,
    Func<OutcomeCause, bool> isRefusal,
    bool endsInDoubt = false
)
{
    private readonly object _lock = new();
    private readonly Dictionary<long, (UInt128 Key, UInt128 Content)> _underWay = [];
    private readonly Dictionary<string, long> _actions = new(StringComparer.Ordinal);
    private HashSet<UInt128>? _people;

    /// <summary>Outcomes that the next run has to make good, because nothing is wrong with their records.</summary>
    public long ToRepeat { get; private set; }

    public long Read { get; private set; }

    /// <summary>Records that the map or the service refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Records that the map could not write, so that it is not known whom they name.</summary>
    public long Unmapped { get; private set; }

    /// <summary>Hashes of every identifier of a person that the source has, when they are kept (<see cref="KeepPeople"/>).</summary>
    public IReadOnlySet<UInt128> People => _people ?? [];

    public void KeepPeople() => _people = [];

    public IReadOnlyDictionary<string, long> Actions()
    {
        lock (_lock)
        {
            return new SortedDictionary<string, long>(_actions, StringComparer.Ordinal);
        }
    }

    /// <summary>Counts a record that its map left out or refused.</summary>
    public void Count(string action, bool isRefusal)
    {
        lock (_lock)
        {
            Read++;
            Refused += isRefusal ? 1 : 0;
            Unmapped += isRefusal ? 1 : 0;
            Add(action, 1);
        }
    }

    /// <summary>Counts what is no record of the source.</summary>
    public void CountOthers(string action, long count)
    {
        lock (_lock)
        {
            Add(action, count);
        }
    }

    /// <summary>Counts records under what the ledger in front of the sink decided about them.</summary>
    public void Recount(OutboxLedger ledger)
    {
        lock (_lock)
        {
            var from = _actions.ContainsKey(PushAction.SendNew) ? PushAction.SendNew : PushAction.Send;
            Move(PushAction.DeliveredBefore, ledger.SkippedAsDelivered);
            Move(PushAction.LeftOut, ledger.LeftOut);
            Move(PushAction.SendAgain, ledger.PossiblyDoubled);

            void Move(string to, long count)
            {
                if (count > 0)
                {
                    Add(to, count);
                    Add(from, -count);
                }
            }
        }
    }

    /// <summary>The reason to leave a record out; null when it is to be sent.</summary>
    /// <param name="number">Position of the record in the source.</param>
    /// <param name="key">By what it is known.</param>
    /// <param name="content">What tells it from another content of the same key.</param>
    /// <param name="leaveOut">Why it is left out whatever it holds, because of whom it names.</param>
    /// <param name="people">Whom it names.</param>
    public string? Decide(long number, UInt128 key, UInt128 content, string? leaveOut, List<UInt128> people)
    {
        lock (_lock)
        {
            Read++;
            _people?.UnionWith(people);
            var action =
                leaveOut is not null ? leaveOut
                : !retriesRefused && refused.Find(key) == content ? PushAction.RefusedBefore
                : memory.Judge(key, content);
            Add(action, 1);
            if (!PushAction.IsSend(action))
            {
                return action;
            }

            _underWay[number] = (key, content);
            return null;
        }
    }

    /// <summary>Takes a record's final outcome.</summary>
    public void Settle(in SettledRecord record)
    {
        lock (_lock)
        {
            if (!_underWay.Remove(record.RecordNumber, out var hashes))
            {
                return;
            }

            var isInDoubt = record.Outcome is RecordOutcome.Unverified;
            if (record.Outcome is RecordOutcome.Delivered || (isInDoubt && endsInDoubt))
            {
                memory.Deliver(hashes.Key, hashes.Content);
            }
            else if (isInDoubt || IsPassing(record.Cause))
            {
                ToRepeat++;
            }
            else if (record.Cause != OutcomeCause.DuplicateKey && record.Cause != OutcomeCause.DuplicateKeyInRun && isRefusal(record.Cause))
            {
                Refused++;
                refused.Deliver(hashes.Key, hashes.Content);
            }
        }
    }

    /// <summary>Keeps in the store what was learned since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await memory.WriteAsync(cancellationToken).ConfigureAwait(false);
        await refused.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Causes that lie in the service, the way to it or the account, not in the record.</summary>
    private static bool IsPassing(OutcomeCause cause) =>
        cause == OutcomeCause.RateLimited
        || cause == OutcomeCause.Unreachable
        || cause == OutcomeCause.QuotaWait
        || cause == OutcomeCause.NotSent
        || cause == OutcomeCause.Stopped
        || cause == OutcomeCause.Unauthorized
        || cause == OutcomeCause.SinkFailed;

    private void Add(string action, long count)
    {
        var sum = _actions.GetValueOrDefault(action) + count;
        if (sum == 0)
        {
            _ = _actions.Remove(action);
        }
        else
        {
            _actions[action] = sum;
        }
    }
}
