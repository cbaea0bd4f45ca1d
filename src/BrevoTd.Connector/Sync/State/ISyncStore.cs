namespace BrevoTd.Connector.Sync;

/// <summary>
/// What syncs remember between runs: who may run now (leases), how far a run came (documents), and what is known of single records (marks). Implement it to keep that in a
/// place of your own; it must survive the end of the process at any moment.
/// </summary>
/// <remarks>
/// Names of jobs, documents and mark sets are chosen by the library and the user's job names: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 128 characters. Nothing that names a person is ever
/// handed to a store: keys and contents are hashes.
/// </remarks>
public interface ISyncStore
{
    /// <summary>Takes the lease of a job, if nobody holds it or its time is over.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="owner">Who asks: unique for each run.</param>
    /// <param name="duration">How long the lease holds without a renewal.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lease; <see langword="null"/> while somebody else holds it.</returns>
    Task<SyncLease?> TryAcquireLeaseAsync(string job, string owner, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Prolongs a lease.</summary>
    /// <param name="lease">The lease as it was taken or renewed last.</param>
    /// <param name="duration">How long it holds from now.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The renewed lease; <see langword="null"/> when somebody else took it in the meantime: the run has to end.</returns>
    Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease back. Does nothing if it is no longer held.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that completes when others may take it.</returns>
    Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default);

    /// <summary>Reads a document.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="name">Name of the document.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes that were written last; <see langword="null"/> if there are none.</returns>
    Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default);

    /// <summary>Writes a document, whole or not at all. When the task completes, it survives the end of the process.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="name">Name of the document.</param>
    /// <param name="content">A few kilobytes of JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that completes when the document is kept.</returns>
    Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Reads every mark of a set, in no order, each key once.</summary>
    /// <param name="set">Name of the set.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The marks as they were written last; none for a set that nobody wrote.</returns>
    IAsyncEnumerable<SyncMark> ReadMarksAsync(string set, CancellationToken cancellationToken = default);

    /// <summary>Writes marks: later ones replace earlier ones of the same key. When the task completes, they survive the end of the process; if the process ends before, any part of them may have been kept.</summary>
    /// <param name="set">Name of the set.</param>
    /// <param name="marks">The marks. One whose content is <see langword="null"/> takes the key out.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that completes when the marks are kept.</returns>
    Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default);

    /// <summary>Forgets a whole set. Does nothing if there is none.</summary>
    /// <param name="set">Name of the set.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that completes when the set reads as empty, also after the end of the process.</returns>
    Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default);
}
