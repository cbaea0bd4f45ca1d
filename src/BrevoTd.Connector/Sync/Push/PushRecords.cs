using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Decides for each record of a run whether it is sent, and remembers those that were. Used by the thread that encodes and by those that settle.
/// </summary>
internal sealed class PushRecords(SyncChanges changes, FingerprintSet delivered, FingerprintSet refused, bool retriesRefused)
{
    private readonly object _lock = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly Dictionary<long, (UInt128 Key, UInt128 Content)> _underWay = [];
    private readonly Dictionary<string, long> _actions = new(StringComparer.Ordinal);

    /// <summary>Outcomes that the next run has to make good, because nothing is wrong with their records.</summary>
    public long ToRepeat { get; private set; }

    public long Read { get; private set; }

    /// <summary>Records that the map or the service refused.</summary>
    public long Refused { get; private set; }

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
            Add(action);
        }
    }

    /// <summary>The reason to leave a record out; null when it is to be sent.</summary>
    public string? Decide(long number, UInt128 key, UInt128 content, bool isErased)
    {
        lock (_lock)
        {
            Read++;
            var action = isErased ? PushAction.Erased : Judge(key, content);
            Add(action);
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

            if (record.Outcome is RecordOutcome.Delivered)
            {
                delivered.Deliver(hashes.Key, hashes.Content);
            }
            else if (record.Outcome is RecordOutcome.Unverified || IsPassing(record.Cause))
            {
                ToRepeat++;
            }
            else if (record.Cause != OutcomeCause.DuplicateKey)
            {
                Refused++;
                refused.Deliver(hashes.Key, hashes.Content);
            }
        }
    }

    /// <summary>Keeps in the store what was learned since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await delivered.FlushAsync(cancellationToken).ConfigureAwait(false);
        await refused.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private string Judge(UInt128 key, UInt128 content)
    {
        if (!_seen.Add(key))
        {
            return PushAction.Duplicate;
        }

        if (!retriesRefused && refused.Compare(key, content) is FingerprintState.Unchanged)
        {
            return PushAction.RefusedBefore;
        }

        return (changes, delivered.Compare(key, content)) switch
        {
            (SyncChanges.Fingerprint, FingerprintState.Unchanged) => PushAction.Unchanged,
            (SyncChanges.Fingerprint, FingerprintState.Changed) => PushAction.SendChanged,
            (SyncChanges.Fingerprint, _) => PushAction.SendNew,
            (_, FingerprintState.Unchanged) => PushAction.DeliveredBefore,
            _ => PushAction.Send,
        };
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

    private void Add(string action) => _actions[action] = _actions.GetValueOrDefault(action) + 1;
}
