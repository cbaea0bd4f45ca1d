namespace BrevoTd.Connector.Sync;

/// <summary>
/// People who were erased from an account, by the hashes of every identifier they had. Syncs of the account leave them out. One set serves all jobs of an account. Safe for use by several threads.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose of."
)]
internal sealed class Tombstones
{
    private readonly ISyncStore _store;
    private readonly string _set;
    private readonly RecordHash _hash;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _refresh;
    private readonly SemaphoreSlim _loading = new(1);
    private volatile Dictionary<UInt128, UInt128>? _erased;
    private long _loadedAt;
    private bool _isGuarded;

    /// <param name="store">Where they are kept.</param>
    /// <param name="account">Name of the account: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 100 characters.</param>
    /// <param name="hash">Makes the hashes.</param>
    /// <param name="refresh">After how long the set is read again, because other processes may have added to it; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="clock">Measures that; <see langword="null"/> for the system's.</param>
    /// <param name="kind">First part of the set's name, for other notes of the same kind that are never taken out.</param>
    public Tombstones(
        ISyncStore store,
        string account,
        RecordHash hash,
        TimeSpan refresh,
        TimeProvider? clock = null,
        string kind = "tombstones"
    )
    {
        _store = store;
        _set = SyncNames.Check($"{kind}.{account}", nameof(account));
        _hash = hash;
        _refresh = refresh;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Reads the set if that has not happened yet, or is too long ago.</summary>
    /// <exception cref="SyncStoreException">The store cannot be read, or the set was made with another secret. Send nothing then.</exception>
    public async ValueTask LoadAsync(CancellationToken cancellationToken = default) =>
        await CurrentAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the set now, however fresh it is. What was noted before the call began is known afterwards.</summary>
    /// <exception cref="SyncStoreException">The store cannot be read, or the set was made with another secret.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Whether there is any note, by what was loaded last.</summary>
    public bool IsEmpty => _erased is not { Count: > 0 };

    /// <summary>When this key was noted; <see langword="null"/> if it was not, by what was loaded last.</summary>
    public DateTimeOffset? Find(UInt128 key)
    {
        var erased = _erased ?? throw new InvalidOperationException("The set has to be loaded first.");
        lock (erased)
        {
            return erased.TryGetValue(key, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null;
        }
    }

    /// <summary>Whether this key belongs to somebody who was erased, by what was loaded last and what this process has added since.</summary>
    public bool Contains(UInt128 key) => IsIn(_erased ?? throw new InvalidOperationException("The set has to be loaded first."), key);

    /// <summary>Whether one of these identifiers belongs to somebody who was erased.</summary>
    /// <exception cref="SyncStoreException">The store cannot be read, or the set was made with another secret. Send nothing then.</exception>
    public async ValueTask<bool> ContainsAsync(IReadOnlyList<PersonIdentifier> identifiers, CancellationToken cancellationToken = default)
    {
        var erased = await CurrentAsync(cancellationToken).ConfigureAwait(false);
        if (erased.Count == 0)
        {
            return false;
        }

        for (var i = 0; i < identifiers.Count; i++)
        {
            if (_hash.Identifier(identifiers[i]) is { } key && IsIn(erased, key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether this key, as <see cref="RecordHash.Identifier(in PersonIdentifier)"/> makes it, belongs to somebody who was erased.</summary>
    /// <exception cref="SyncStoreException">The store cannot be read, or the set was made with another secret. Send nothing then.</exception>
    public async ValueTask<bool> ContainsAsync(UInt128 key, CancellationToken cancellationToken = default) =>
        IsIn(await CurrentAsync(cancellationToken).ConfigureAwait(false), key);

    /// <summary>
    /// Notes that a person is to be erased. Call it before anything is deleted: when it completes, the note survives the process, and no run that begins afterwards brings the person back. If it fails, this process obeys the note
    /// all the same.
    /// </summary>
    /// <param name="identifiers">Every identifier that is known of the person; at least one.</param>
    /// <param name="erasedAt">When.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no identifier from which a key can be made.</exception>
    public async Task AddAsync(
        IReadOnlyList<PersonIdentifier> identifiers,
        DateTimeOffset erasedAt,
        CancellationToken cancellationToken = default
    )
    {
        var keys = identifiers.Select(identifier => _hash.Identifier(identifier)).OfType<UInt128>().Distinct().ToList();
        if (keys.Count == 0)
        {
            throw new ArgumentException("A person is erased by at least one identifier that is not empty.", nameof(identifiers));
        }

        await AddKeysAsync(keys, erasedAt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes keys that were made elsewhere (<see cref="AddAsync"/>).</summary>
    public async Task AddKeysAsync(IReadOnlyList<UInt128> keys, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var content = (UInt128)(ulong)Math.Max(0, at.ToUnixTimeMilliseconds());
        var marks = keys.Select(key => new SyncMark(key, content)).ToList();

        _ = await CurrentAsync(cancellationToken).ConfigureAwait(false);
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var erased = _erased!;
            lock (erased)
            {
                foreach (var mark in marks)
                {
                    erased[mark.Key] = content;
                }
            }

            if (!_isGuarded)
            {
                marks.Insert(0, HashKeyGuard.MarkOf(_hash));
            }

            await _store.WriteMarksAsync(_set, marks, cancellationToken).ConfigureAwait(false);
            _isGuarded = true;
        }
        finally
        {
            _loading.Release();
        }
    }

    private static bool IsIn(Dictionary<UInt128, UInt128> erased, UInt128 key)
    {
        lock (erased)
        {
            return erased.ContainsKey(key);
        }
    }

    private async ValueTask<Dictionary<UInt128, UInt128>> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_erased is { } current && !IsOld())
        {
            return current;
        }

        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_erased is { } known && !IsOld())
            {
                return known;
            }

            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Dictionary<UInt128, UInt128>> ReadAsync(CancellationToken cancellationToken)
    {
        // What this process has added stays, also if the store does not show it yet: nobody is ever taken out.
        var read = _erased is null ? [] : new Dictionary<UInt128, UInt128>(_erased);
        await foreach (var mark in _store.ReadMarksAsync(_set, cancellationToken).ConfigureAwait(false))
        {
            if (HashKeyGuard.IsGuard(mark, _set, _hash))
            {
                _isGuarded = true;
            }
            else if (mark.Content is { } content)
            {
                read[mark.Key] = content;
            }
        }

        Volatile.Write(ref _loadedAt, _clock.GetTimestamp());
        return _erased = read;
    }

    private bool IsOld() => _refresh != Timeout.InfiniteTimeSpan && _clock.GetElapsedTime(Volatile.Read(ref _loadedAt)) >= _refresh;
}
