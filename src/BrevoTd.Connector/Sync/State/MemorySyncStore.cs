using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Sync;

/// <summary>Keeps what syncs remember in memory: for tests, and for jobs that may forget everything when the process ends.</summary>
/// <param name="timeProvider">Clock of the leases; <see langword="null"/> for the system's.</param>
public sealed class MemorySyncStore(TimeProvider? timeProvider = null) : ISyncStore
{
    private readonly TimeProvider _clock = timeProvider ?? TimeProvider.System;
    private readonly object _gate = new();
    private readonly Dictionary<string, SyncLease> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Job, string Name), byte[]> _documents = [];
    private readonly Dictionary<string, Dictionary<UInt128, UInt128>> _marks = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<SyncLease?> TryAcquireLeaseAsync(string job, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        SyncNames.CheckLease(job, owner, duration);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (_leases.TryGetValue(job, out var held) && held.Owner != owner && held.ExpiresAt > now)
            {
                return Task.FromResult<SyncLease?>(null);
            }

            return Task.FromResult<SyncLease?>(_leases[job] = new SyncLease(job, owner, now + duration));
        }
    }

    /// <inheritdoc/>
    public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        SyncNames.CheckDuration(duration);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_leases.TryGetValue(lease.Job, out var held) || held.Owner != lease.Owner)
            {
                return Task.FromResult<SyncLease?>(null);
            }

            return Task.FromResult<SyncLease?>(_leases[lease.Job] = held with { ExpiresAt = _clock.GetUtcNow() + duration });
        }
    }

    /// <inheritdoc/>
    public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_gate)
        {
            if (_leases.TryGetValue(lease.Job, out var held) && held.Owner == lease.Owner)
            {
                _leases.Remove(lease.Job);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default)
    {
        var key = (SyncNames.Check(job), SyncNames.Check(name));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_documents.TryGetValue(key, out var content) ? (byte[])content.Clone() : null);
        }
    }

    /// <inheritdoc/>
    public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var key = (SyncNames.Check(job), SyncNames.Check(name));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _documents[key] = content.ToArray();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SyncMark> ReadMarksAsync(
        string set,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        SyncNames.Check(set);
        KeyValuePair<UInt128, UInt128>[] marks;
        lock (_gate)
        {
            marks = _marks.TryGetValue(set, out var kept) ? [.. kept] : [];
        }

        foreach (var (key, content) in marks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new SyncMark(key, content);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default)
    {
        SyncNames.Check(set);
        ArgumentNullException.ThrowIfNull(marks);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_marks.TryGetValue(set, out var kept))
            {
                _marks[set] = kept = [];
            }

            foreach (var mark in marks)
            {
                if (mark.Content is { } content)
                {
                    kept[mark.Key] = content;
                }
                else
                {
                    kept.Remove(mark.Key);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default)
    {
        SyncNames.Check(set);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _marks.Remove(set);
        }

        return Task.CompletedTask;
    }
}
