namespace BrevoTd.Connector.Sync;

/// <summary>What is known of records that were delivered before. Used under the lock of <see cref="PushRecords"/>.</summary>
internal interface IPushMemory
{
    /// <summary>What is to happen to a record of the source.</summary>
    string Judge(UInt128 key, UInt128 content);

    /// <summary>A record was delivered.</summary>
    void Deliver(UInt128 key, UInt128 content);

    Task WriteAsync(CancellationToken cancellationToken);
}

/// <summary>Records that the service knows by a key: each key is sent once in a run, and what was delivered for it is compared by its content.</summary>
internal sealed class KeyedMemory(SyncChanges changes, FingerprintSet delivered) : IPushMemory
{
    public string Judge(UInt128 key, UInt128 content) =>
        !delivered.See(key)
            ? PushAction.Duplicate
            : (changes, delivered.Compare(key, content)) switch
            {
                (SyncChanges.Fingerprint, FingerprintState.Unchanged) => PushAction.Unchanged,
                (SyncChanges.Fingerprint, FingerprintState.Changed) => PushAction.SendChanged,
                (SyncChanges.Fingerprint, _) => PushAction.SendNew,
                (_, FingerprintState.Unchanged) => PushAction.DeliveredBefore,
                _ => PushAction.Send,
            };

    public void Deliver(UInt128 key, UInt128 content) => delivered.Deliver(key, content);

    public Task WriteAsync(CancellationToken cancellationToken) => delivered.FlushAsync(cancellationToken);
}

/// <summary>
/// Records without a key: equal ones are counted, not confused. What a run that was cut short had delivered is told by the ledger in front of the sink; here stands how many of each were delivered by runs that
/// came to their end.
/// </summary>
/// <remarks>A mark says of equal records how many were delivered before the window of its number, and how many with it. So a mark that was written within the window that is still open counts what was before.</remarks>
internal sealed class CountingMemory(SyncChanges changes, FingerprintSet delivered, long window) : IPushMemory
{
    private readonly Dictionary<UInt128, int> _read = [];

    public string Judge(UInt128 key, UInt128 content)
    {
        if (changes is not SyncChanges.Fingerprint)
        {
            return PushAction.Send;
        }

        ref var read = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_read, key, out _);
        return ++read <= CountsOf(key).Before ? PushAction.Unchanged : PushAction.SendNew;
    }

    public void Deliver(UInt128 key, UInt128 content)
    {
        if (changes is SyncChanges.Fingerprint)
        {
            var (before, with) = CountsOf(key);
            delivered.Deliver(key, new UInt128((ulong)window, ((ulong)before << 32) | (with + 1)));
        }
    }

    public Task WriteAsync(CancellationToken cancellationToken) => delivered.FlushAsync(cancellationToken);

    private (uint Before, uint With) CountsOf(UInt128 key)
    {
        if (delivered.Find(key) is not { } mark)
        {
            return (0, 0);
        }

        var counts = (ulong)mark;
        var with = (uint)counts;
        return (ulong)(mark >> 64) == (ulong)window ? ((uint)(counts >> 32), with) : (with, with);
    }
}
