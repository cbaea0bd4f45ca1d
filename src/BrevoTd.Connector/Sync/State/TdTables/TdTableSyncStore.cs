using System.Globalization;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Keeps what syncs remember in three tables of a Treasure Data database, for jobs without a disk of their own: <c>brevo_sync_leases</c>, <c>brevo_sync_documents</c> and <c>brevo_sync_marks</c>. Rows are only added; the newest of a
/// name counts.
/// </summary>
/// <remarks>
/// <para>
/// It is made of jobs, and slow: taking a lease takes three jobs and <see cref="TdTableSyncStoreOptions.SettleDelay"/>, a renewal two, a release one, reading or writing a document one, reading a set
/// of marks one, writing marks one job or one import. Lease durations under <see cref="MinLeaseDuration"/> are refused, and so are those over a day.
/// </para>
/// <para>
/// Treasure Data cannot change a row on a condition. Who holds a lease is therefore told from the order of the rows, after every claimant has waited for the others' rows. Two runs can hold it only if
/// a query does not see a row whose job ended before the query began, or if the hosts' clocks differ by more than the settle delay; a holder learns of that at its next renewal. A process that was suspended past the end of its lease, and
/// goes on, is beyond the reach of any lease.
/// </para>
/// </remarks>
public sealed class TdTableSyncStore : ISyncStore
{
    private static readonly TimeSpan s_maxLease = TimeSpan.FromDays(1);

    private readonly TdTableSyncStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly TdStateTables _tables;
    private readonly RecentMarks _recent;

    /// <summary>Creates a store.</summary>
    /// <param name="client">The client that runs the jobs. The store does not dispose it.</param>
    /// <param name="options">Where and how it keeps things.</param>
    /// <param name="timeProvider">Clock of the leases and of the waits; <see langword="null"/> for the system's.</param>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public TdTableSyncStore(TreasureDataClient client, TdTableSyncStoreOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TdTableSyncStoreOptions), problems);
        }

        _options = options;
        _clock = timeProvider ?? TimeProvider.System;
        _tables = new TdStateTables(client, options, _clock);
        _recent = new RecentMarks(options.VisibilityDelay * 2, _clock);
    }

    /// <summary>The shortest duration of a lease: six times <see cref="TdTableSyncStoreOptions.SettleDelay"/>, because a renewal may take as long as that delay.</summary>
    public TimeSpan MinLeaseDuration => _options.SettleDelay * 6;

    /// <inheritdoc/>
    /// <remarks>
    /// Waits while rows of the run before may be invisible to queries (<see cref="TdTableSyncStoreOptions.VisibilityDelay"/>), unless that run was one of this very store. The lease's duration counts from the end of the settle delay.
    /// </remarks>
    /// <exception cref="ConnectorException">A call of Treasure Data failed. A claim that was written by then ends by itself.</exception>
    /// <exception cref="TimeoutException">A job did not end in time.</exception>
    public async Task<SyncLease?> TryAcquireLeaseAsync(
        string job,
        string owner,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    )
    {
        SyncNames.CheckLease(job, owner, duration);
        Check(duration);
        while (true)
        {
            var begun = _clock.GetTimestamp();
            var state = TdLeaseState.Of(await _tables.ReadLeasesAsync(job, cancellationToken).ConfigureAwait(false));
            var now = _clock.GetUtcNow();
            if (state.IsHeldByAnother(owner, now.ToUnixTimeMilliseconds(), _options.SettleDelay))
            {
                return null;
            }

            if (state.Owner != owner && state.LastWriter is not null && state.LastWriter != _tables.Writer)
            {
                var wait = DateTimeOffset.FromUnixTimeMilliseconds(state.QuietSince) + _options.VisibilityDelay - now;
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
                    continue;
                }
            }

            return await ClaimAsync(job, owner, duration, begun, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ConnectorException">A call of Treasure Data failed. It may have been renewed nevertheless.</exception>
    /// <exception cref="TimeoutException">A job did not end in time.</exception>
    public async Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        SyncNames.CheckLease(lease.Job, lease.Owner, duration);
        Check(duration);
        var begun = _clock.GetTimestamp();
        var expiresAt = Whole(_clock.GetUtcNow() + duration);
        await _tables
            .AppendLeaseAsync(lease.Job, lease.Owner, TdLeaseRow.Renewed, NewClaim(), expiresAt, cancellationToken)
            .ConfigureAwait(false);
        if (_clock.GetElapsedTime(begun) >= _options.SettleDelay || _clock.GetUtcNow() >= lease.ExpiresAt)
        {
            // Others may have seen the lease as over while this row was under way.
            await Task.Delay(_options.SettleDelay, _clock, cancellationToken).ConfigureAwait(false);
        }

        var state = TdLeaseState.Of(await _tables.ReadLeasesAsync(lease.Job, cancellationToken).ConfigureAwait(false));
        return state.Owner == lease.Owner ? lease with { ExpiresAt = expiresAt } : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ConnectorException">A call of Treasure Data failed: the lease ends by itself.</exception>
    /// <exception cref="TimeoutException">A job did not end in time.</exception>
    public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        SyncNames.Check(lease.Job);
        SyncNames.Check(lease.Owner);
        return _tables.AppendLeaseAsync(lease.Job, lease.Owner, TdLeaseRow.Released, NewClaim(), _clock.GetUtcNow(), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ConnectorException">A call of Treasure Data failed.</exception>
    /// <exception cref="TimeoutException">A job did not end in time.</exception>
    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default) =>
        _tables.ReadDocumentAsync(SyncNames.Check(job), SyncNames.Check(name), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The document has more than 512 KiB.</exception>
    /// <exception cref="ConnectorException">A call of Treasure Data failed. The document may have been written nevertheless.</exception>
    /// <exception cref="TimeoutException">A job did not end in time. The document may be written nevertheless.</exception>
    public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        _tables.WriteDocumentAsync(SyncNames.Check(job), SyncNames.Check(name), content, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ConnectorException">A call of Treasure Data failed.</exception>
    /// <exception cref="TimeoutException">A job did not end in time.</exception>
    public async IAsyncEnumerable<SyncMark> ReadMarksAsync(
        string set,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var recent = _recent.Of(SyncNames.Check(set));
        await foreach (var (mark, sequence) in _tables.ReadMarksAsync(set, cancellationToken).ConfigureAwait(false))
        {
            if (recent.Remove(mark.Key, out var own) && own.Sequence > sequence)
            {
                if (own.Content is not null)
                {
                    yield return new SyncMark(mark.Key, own.Content);
                }
            }
            else if (mark.Content is not null)
            {
                yield return mark;
            }
        }

        foreach (var (key, own) in recent)
        {
            if (own.Content is not null)
            {
                yield return new SyncMark(key, own.Content);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The order of marks of one key is told from the writers' clocks, and from what this store has read of the set: read a set before you write to it on several hosts.</remarks>
    /// <exception cref="ConnectorException">A call of Treasure Data failed. Any part of the marks may have been written nevertheless.</exception>
    /// <exception cref="TimeoutException">A job did not end in time.</exception>
    public async Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default)
    {
        SyncNames.Check(set);
        ArgumentNullException.ThrowIfNull(marks);
        if (marks.Count == 0)
        {
            return;
        }

        var newest = new Dictionary<UInt128, SyncMark>(marks.Count);
        foreach (var mark in marks)
        {
            newest[mark.Key] = mark;
        }

        var (sequence, isVisible) = await _tables.WriteMarksAsync(set, newest.Values, cancellationToken).ConfigureAwait(false);
        if (!isVisible)
        {
            _recent.Add(set, sequence, [.. newest.Values]);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Takes two jobs: a row says that earlier ones no longer count.</remarks>
    /// <exception cref="ConnectorException">A call of Treasure Data failed.</exception>
    /// <exception cref="TimeoutException">A job did not end in time.</exception>
    public async Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default)
    {
        await _tables.ForgetMarksAsync(SyncNames.Check(set), cancellationToken).ConfigureAwait(false);
        _recent.Forget(set);
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static string NewClaim() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private void Check(TimeSpan duration)
    {
        if (duration < MinLeaseDuration || duration > s_maxLease)
        {
            throw new ArgumentOutOfRangeException(
                nameof(duration),
                duration,
                $"A lease in tables lasts from {MinLeaseDuration} (six settle delays) to {s_maxLease}."
            );
        }
    }

    private async Task<SyncLease?> ClaimAsync(string job, string owner, TimeSpan duration, long begun, CancellationToken cancellationToken)
    {
        var claim = NewClaim();
        var expiresAt = Whole(_clock.GetUtcNow() + _options.SettleDelay + duration);
        await _tables.AppendLeaseAsync(job, owner, TdLeaseRow.Claimed, claim, expiresAt, cancellationToken).ConfigureAwait(false);
        if (_clock.GetElapsedTime(begun) >= _options.SettleDelay)
        {
            // Somebody may have waited for other claims, and decided, before this one could be seen.
            await _tables
                .AppendLeaseAsync(job, owner, TdLeaseRow.Voided, claim, _clock.GetUtcNow(), cancellationToken)
                .ConfigureAwait(false);
            return null;
        }

        await Task.Delay(_options.SettleDelay, _clock, cancellationToken).ConfigureAwait(false);
        var state = TdLeaseState.Of(await _tables.ReadLeasesAsync(job, cancellationToken).ConfigureAwait(false));
        return state.Owner == owner ? new SyncLease(job, owner, expiresAt) : null;
    }
}
