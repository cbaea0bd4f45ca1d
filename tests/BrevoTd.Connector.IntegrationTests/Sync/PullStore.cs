using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>A store in memory that outlives the runs which are killed at it.</summary>
internal sealed class PullStore : ISyncStore
{
    private readonly ConcurrentDictionary<(string Job, string Name), byte[]> _documents = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<UInt128, UInt128>> _marks = new();

    /// <summary>Called before anything is written, and once more after it: throws to kill the run there.</summary>
    public Action? Kill { get; set; }

    public int MarkCount => _marks.Values.Sum(static set => set.Count);

    public IEnumerable<(string Job, string Name)> Documents => _documents.Keys;

    public IEnumerable<string> MarkSets => _marks.Keys;

    public Task<SyncLease?> TryAcquireLeaseAsync(
        string job,
        string owner,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) => Task.FromResult<SyncLease?>(new SyncLease(job, owner, DateTimeOffset.MaxValue));

    public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default) =>
        Task.FromResult<SyncLease?>(lease);

    public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(_documents.TryGetValue((job, name), out var content) ? content : null);

    public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        Kill?.Invoke();
        _documents[(job, name)] = content.ToArray();
        Kill?.Invoke();
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<SyncMark> ReadMarksAsync(
        string set,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await Task.CompletedTask;
        foreach (var (key, content) in _marks.GetOrAdd(set, _ => new()))
        {
            yield return new SyncMark(key, content);
        }
    }

    public Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default)
    {
        var kept = _marks.GetOrAdd(set, _ => new());
        for (var i = 0; i < marks.Count; i++)
        {
            if (i == 0 || i == marks.Count / 2)
            {
                Kill?.Invoke();
            }

            if (marks[i].Content is { } content)
            {
                kept[marks[i].Key] = content;
            }
            else
            {
                _ = kept.TryRemove(marks[i].Key, out _);
            }
        }

        return Task.CompletedTask;
    }

    public Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default)
    {
        _ = _marks.TryRemove(set, out _);
        return Task.CompletedTask;
    }
}
