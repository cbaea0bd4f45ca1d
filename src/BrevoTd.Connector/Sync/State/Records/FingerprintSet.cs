namespace BrevoTd.Connector.Sync;

/// <summary>How a record compares with what was delivered before.</summary>
internal enum FingerprintState
{
    /// <summary>Nothing was ever delivered for this key, or it was taken out since.</summary>
    New,

    /// <summary>Something else was delivered.</summary>
    Changed,

    /// <summary>The very same was delivered.</summary>
    Unchanged,
}

/// <summary>
/// What was delivered last for each key of a sync: tells what is new, what has changed, and what the source no longer has. Advances with delivered records only. Safe for use by several threads.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose of."
)]
internal sealed class FingerprintSet
{
    private const byte Present = 1;
    private const byte Seen = 2;

    private readonly ISyncStore _store;
    private readonly string _set;
    private readonly RecordHash _hash;
    private readonly object _gate = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly RecordTable _table = new();
    private List<SyncMark> _pending = [];
    private int _present;
    private bool _isGuarded;

    private FingerprintSet(ISyncStore store, string set, RecordHash hash)
    {
        _store = store;
        _set = set;
        _hash = hash;
    }

    /// <summary>Keys that have a content.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _present;
            }
        }
    }

    /// <summary>Deliveries that <see cref="FlushAsync"/> has not written yet.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Bytes of the table in memory.</summary>
    public long Bytes => _table.Bytes;

    /// <exception cref="SyncStoreException">The store cannot be read, or the set was made with another secret.</exception>
    public static async Task<FingerprintSet> LoadAsync(
        ISyncStore store,
        string set,
        RecordHash hash,
        CancellationToken cancellationToken = default
    )
    {
        var loaded = new FingerprintSet(store, set, hash);
        await foreach (var mark in store.ReadMarksAsync(set, cancellationToken).ConfigureAwait(false))
        {
            if (HashKeyGuard.IsGuard(mark, set, hash))
            {
                loaded._isGuarded = true;
            }
            else if (mark.Content is { } content)
            {
                loaded.Put(mark.Key, content);
            }
        }

        return loaded;
    }

    /// <summary>Notes that the source has a key.</summary>
    /// <returns>Whether that is new: nobody has asked about the key before.</returns>
    public bool See(UInt128 key)
    {
        lock (_gate)
        {
            ref var flags = ref _table.FlagsAt(_table.FindOrAdd(key));
            var isNew = (flags & Seen) == 0;
            flags |= Seen;
            return isNew;
        }
    }

    /// <summary>What was delivered last for a key; <see langword="null"/> for nothing. Does not count as seeing it.</summary>
    public UInt128? Find(UInt128 key)
    {
        lock (_gate)
        {
            var position = _table.Find(key);
            return position >= 0 && (_table.FlagsAt(position) & Present) != 0 ? _table.ContentAt(position) : null;
        }
    }

    /// <summary>Compares a record of the source with what was delivered for it, and notes that the source still has it.</summary>
    public FingerprintState Compare(UInt128 key, UInt128 content)
    {
        lock (_gate)
        {
            // A key that is not delivered yet gets its place now: it must not be taken for one that the source has lost.
            var position = _table.FindOrAdd(key);
            ref var flags = ref _table.FlagsAt(position);
            flags |= Seen;
            return (flags & Present) == 0 ? FingerprintState.New
                : _table.ContentAt(position) == content ? FingerprintState.Unchanged
                : FingerprintState.Changed;
        }
    }

    /// <summary>Takes a record that was delivered. It is kept with the next <see cref="FlushAsync"/>; a process that dies before sends it again.</summary>
    public void Deliver(UInt128 key, UInt128 content)
    {
        lock (_gate)
        {
            Put(key, content);
            _pending.Add(new SyncMark(key, content));
        }
    }

    /// <summary>Takes a key out: its record is no longer where the sync had put it.</summary>
    public void Remove(UInt128 key)
    {
        lock (_gate)
        {
            var position = _table.Find(key);
            if (position >= 0)
            {
                ref var flags = ref _table.FlagsAt(position);
                _present -= flags & Present;
                flags = (byte)(flags & ~Present);
            }

            _pending.Add(new SyncMark(key, null));
        }
    }

    /// <summary>Keys that were delivered once and that <see cref="Compare"/> was not asked about: the source no longer has them. Call it when the source has been read to its end.</summary>
    public IEnumerable<UInt128> Unseen()
    {
        int count;
        lock (_gate)
        {
            count = _table.Count;
        }

        for (var position = 0; position < count; position++)
        {
            UInt128 key;
            lock (_gate)
            {
                if ((_table.FlagsAt(position) & (Present | Seen)) != Present)
                {
                    continue;
                }

                key = _table.KeyAt(position);
            }

            yield return key;
        }
    }

    /// <summary>Writes what was delivered since the last time. When it fails, nothing is forgotten: the next call writes it again.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        List<SyncMark>? taken = null;
        try
        {
            lock (_gate)
            {
                if (_pending.Count == 0)
                {
                    return;
                }

                taken = _pending;
                _pending = [];
                if (!_isGuarded)
                {
                    taken.Insert(0, HashKeyGuard.MarkOf(_hash));
                    _isGuarded = true;
                }
            }

            await _store.WriteMarksAsync(_set, taken, cancellationToken).ConfigureAwait(false);
            taken = null;
        }
        finally
        {
            if (taken is not null)
            {
                lock (_gate)
                {
                    taken.AddRange(_pending);
                    _pending = taken;
                }
            }

            _writing.Release();
        }
    }

    private void Put(UInt128 key, UInt128 content)
    {
        var position = _table.FindOrAdd(key);
        _table.ContentAt(position) = content;
        ref var flags = ref _table.FlagsAt(position);
        _present += (flags & Present) == 0 ? 1 : 0;
        flags |= Present;
    }
}
