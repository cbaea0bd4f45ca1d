using System.Runtime.CompilerServices;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>A store whose writes and renewals fail while a test wants them to.</summary>
internal sealed class FailingStore(ISyncStore inner) : ISyncStore
{
    public bool Fails { get; set; }

    /// <summary>Writes after which every further call fails, as after the end of the process; -1 for never.</summary>
    public int DiesAfter { get; set; } = -1;

    public int Writes { get; private set; }

    public int Renewals { get; private set; }

    public int Releases { get; private set; }

    public Task<SyncLease?> TryAcquireLeaseAsync(string job, string owner, TimeSpan duration, CancellationToken cancellationToken = default) =>
        inner.TryAcquireLeaseAsync(job, owner, duration, cancellationToken);

    public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        Renewals++;
        return Fails ? throw new IOException("No disk.") : inner.RenewLeaseAsync(lease, duration, cancellationToken);
    }

    public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default)
    {
        Releases++;
        return inner.ReleaseLeaseAsync(lease, cancellationToken);
    }

    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default) =>
        inner.ReadDocumentAsync(job, name, cancellationToken);

    public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.WriteDocumentAsync(job, name, content, cancellationToken);

    public IAsyncEnumerable<SyncMark> ReadMarksAsync(string set, CancellationToken cancellationToken = default) =>
        inner.ReadMarksAsync(set, cancellationToken);

    public Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default)
    {
        if (Fails || (DiesAfter >= 0 && Writes >= DiesAfter))
        {
            throw new IOException("No disk.");
        }

        Writes++;
        return inner.WriteMarksAsync(set, marks, cancellationToken);
    }

    public Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default) => inner.DeleteMarksAsync(set, cancellationToken);
}

/// <summary>A store that makes up its marks, so that only their reader takes memory.</summary>
internal sealed class CountedStore(int count) : ISyncStore
{
    public static UInt128 KeyOf(int number) => new((ulong)number * 0x9E3779B97F4A7C15, ((ulong)number + 1) * 0xC2B2AE3D27D4EB4F);

    public async IAsyncEnumerable<SyncMark> ReadMarksAsync(string set, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            yield return new SyncMark(KeyOf(i), (UInt128)i);
        }

        await Task.CompletedTask;
    }

    public Task<SyncLease?> TryAcquireLeaseAsync(string job, string owner, TimeSpan duration, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
