using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Keeps what syncs remember in a folder, for jobs that run on one machine. Any number of processes may use the folder at once. The end of a process at any moment loses nothing that was
/// acknowledged.
/// </summary>
/// <remarks>
/// <para>
/// Documents and leases are replaced as whole files. Marks are appended to a log whose records carry checksums; a torn end, which only a crash leaves, is cut off by the next write.
/// Processes keep apart by locks of the operating system, which end with the process: the folder has to be on a local disk, because network file systems do not all honour them.
/// </para>
/// <para>On Unix the files are readable and writable by their owner only (mode 600), and folders that the store creates are too (700). On Windows they inherit the folder's access list.</para>
/// </remarks>
public sealed class FileSyncStore : ISyncStore
{
    private static readonly TimeSpan s_leftOverAge = TimeSpan.FromHours(1);

    private readonly FileSyncStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _leases;
    private readonly string _documents;
    private readonly string _marks;
    private readonly ConcurrentDictionary<string, MarkLog> _logs = new(StringComparer.Ordinal);
    private int _isPrepared;

    /// <summary>Creates a store.</summary>
    /// <param name="folder">The folder; it is created when something is kept.</param>
    /// <param name="timeProvider">Clock of the leases; <see langword="null"/> for the system's.</param>
    public FileSyncStore(string folder, TimeProvider? timeProvider = null)
        : this(new FileSyncStoreOptions { Folder = folder }, timeProvider) { }

    /// <summary>Creates a store.</summary>
    /// <param name="options">Where and how it keeps things.</param>
    /// <param name="timeProvider">Clock of the leases; <see langword="null"/> for the system's.</param>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public FileSyncStore(FileSyncStoreOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(FileSyncStoreOptions), problems);
        }

        _options = options;
        _clock = timeProvider ?? TimeProvider.System;
        var folder = Path.GetFullPath(options.Folder!);
        _leases = Path.Combine(folder, "leases");
        _documents = Path.Combine(folder, "documents");
        _marks = Path.Combine(folder, "marks");
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The lease could not be read or written.</exception>
    public Task<SyncLease?> TryAcquireLeaseAsync(string job, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        SyncNames.CheckLease(job, owner, duration);
        return ChangeLeaseAsync(
            job,
            (held, now) => held is null || held.Owner == owner || held.ExpiresAt <= now ? new SyncLease(job, owner, now + duration) : null,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The lease could not be read or written.</exception>
    public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        SyncNames.CheckLease(lease.Job, lease.Owner, duration);
        return ChangeLeaseAsync(
            lease.Job,
            (held, now) => held is not null && held.Owner == lease.Owner ? held with { ExpiresAt = now + duration } : null,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The lease could not be read or written.</exception>
    public async Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        SyncNames.Check(lease.Job);
        var path = Path.Combine(_leases, OwnedFiles.NameOf(lease.Job) + ".json");
        await GuardAsync(
                path,
                async () =>
                {
                    Prepare();
                    var hold = await OwnedFiles.LockAsync(path + ".lock", _options.LockTimeout, cancellationToken).ConfigureAwait(false);
                    await using (hold.ConfigureAwait(false))
                    {
                        if (await ReadLeaseAsync(path, cancellationToken).ConfigureAwait(false) is { } held && held.Owner == lease.Owner)
                        {
                            File.Delete(path);
                        }
                    }

                    return true;
                }
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The file could not be read. It is left as it is.</exception>
    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default)
    {
        var path = DocumentOf(job, name);
        return GuardAsync(path, () => OwnedFiles.ReadAsync(path, cancellationToken));
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The file could not be written; an earlier document is as it was.</exception>
    public async Task WriteDocumentAsync(
        string job,
        string name,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken = default
    )
    {
        var path = DocumentOf(job, name);
        await GuardAsync(
                path,
                async () =>
                {
                    Prepare();
                    OwnedFiles.CreateFolder(Path.GetDirectoryName(path)!);
                    await OwnedFiles.ReplaceAsync(path, content, _options.FlushToDisk, cancellationToken).ConfigureAwait(false);
                    return true;
                }
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The file could not be read, or is damaged. It is left as it is.</exception>
    public async IAsyncEnumerable<SyncMark> ReadMarksAsync(
        string set,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var marks = LogOf(set).ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (marks.ConfigureAwait(false))
        {
            while (await GuardNextAsync(marks).ConfigureAwait(false))
            {
                yield return marks.Current;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The file could not be written, or is damaged.</exception>
    public async Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default)
    {
        var log = LogOf(set);
        ArgumentNullException.ThrowIfNull(marks);
        cancellationToken.ThrowIfCancellationRequested();
        if (marks.Count == 0)
        {
            return;
        }

        await GuardAsync(
                _marks,
                async () =>
                {
                    Prepare();
                    await log.AppendAsync(marks, cancellationToken).ConfigureAwait(false);
                    return true;
                }
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The file could not be removed.</exception>
    public async Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default)
    {
        var log = LogOf(set);
        await GuardAsync(
                _marks,
                async () =>
                {
                    Prepare();
                    await log.DeleteAsync(cancellationToken).ConfigureAwait(false);
                    return true;
                }
            )
            .ConfigureAwait(false);
    }

    private static async Task<SyncLease?> ReadLeaseAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = await OwnedFiles.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return bytes is null ? null : JsonSerializer.Deserialize(bytes, SyncStateJsonContext.Default.SyncLease);
        }
        catch (JsonException)
        {
            // Files are replaced as a whole: only a power cut leaves half a one, and it has ended the holder with it.
            return null;
        }
    }

    private Task<SyncLease?> ChangeLeaseAsync(
        string job,
        Func<SyncLease?, DateTimeOffset, SyncLease?> change,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(_leases, OwnedFiles.NameOf(job) + ".json");
        return GuardAsync(
            path,
            async () =>
            {
                Prepare();
                var hold = await OwnedFiles.LockAsync(path + ".lock", _options.LockTimeout, cancellationToken).ConfigureAwait(false);
                await using (hold.ConfigureAwait(false))
                {
                    var held = await ReadLeaseAsync(path, cancellationToken).ConfigureAwait(false);
                    var changed = change(held, _clock.GetUtcNow());
                    if (changed is not null)
                    {
                        await OwnedFiles
                            .ReplaceAsync(
                                path,
                                JsonSerializer.SerializeToUtf8Bytes(changed, SyncStateJsonContext.Default.SyncLease),
                                _options.FlushToDisk,
                                cancellationToken
                            )
                            .ConfigureAwait(false);
                    }

                    return changed;
                }
            }
        );
    }

    private MarkLog LogOf(string set) =>
        _logs.GetOrAdd(
            SyncNames.Check(set),
            static (name, store) => new MarkLog(Path.Combine(store._marks, OwnedFiles.NameOf(name) + ".log"), store._options),
            this
        );

    private string DocumentOf(string job, string name) =>
        Path.Combine(_documents, OwnedFiles.NameOf(SyncNames.Check(job)), OwnedFiles.NameOf(SyncNames.Check(name)) + ".json");

    /// <summary>Creates the folders, and removes what processes that were killed while writing left behind.</summary>
    private void Prepare()
    {
        if (Volatile.Read(ref _isPrepared) != 0)
        {
            return;
        }

        var oldest = TimeProvider.System.GetUtcNow().UtcDateTime - s_leftOverAge;
        foreach (var folder in new[] { _leases, _documents, _marks })
        {
            OwnedFiles.CreateFolder(folder);
            foreach (var file in Directory.EnumerateFiles(folder, "*.tmp", SearchOption.AllDirectories))
            {
                if (File.GetLastWriteTimeUtc(file) < oldest)
                {
                    OwnedFiles.TryDelete(file);
                }
            }
        }

        Volatile.Write(ref _isPrepared, 1);
    }

    private async ValueTask<bool> GuardNextAsync(IAsyncEnumerator<SyncMark> marks)
    {
        try
        {
            return await marks.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(_marks, e);
        }
    }

    private static async Task<T> GuardAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }
    }

    private static SyncStoreException Unusable(string path, Exception e) =>
        new(
            $"{path} could not be read or written; what was kept before is as it was. Check that this user may read and write there, and that the disk is not full.",
            e
        )
        {
            IsTransient = e is IOException,
        };
}
