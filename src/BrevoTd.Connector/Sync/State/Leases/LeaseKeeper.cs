namespace BrevoTd.Connector.Sync;

/// <summary>Holds the lease of a job while a run works: renews it in time, and says when it is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private const int RenewalsPerDuration = 3;
    private const int RetriesPerRenewal = 4;

    private readonly ISyncStore _store;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private SyncLease _lease;

    private LeaseKeeper(ISyncStore store, SyncLease lease, TimeSpan duration, TimeProvider clock)
    {
        _store = store;
        _lease = lease;
        _duration = duration;
        _clock = clock;
        Lost = _lost.Token;
        _renewing = RenewAsync();
    }

    /// <summary>Set when the lease is lost: somebody else took it, or it could not be renewed in time. The run has to stop at once.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Why the lease could not be renewed the last time, if so.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Takes the lease of a job.</summary>
    /// <param name="store">Where leases are kept.</param>
    /// <param name="job">Name of the job.</param>
    /// <param name="owner">Who asks: unique for each run.</param>
    /// <param name="duration">How long the lease holds without a renewal; it is renewed after a third of that.</param>
    /// <param name="clock">Clock of the renewals; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The keeper; <see langword="null"/> while somebody else holds the lease.</returns>
    public static async Task<LeaseKeeper?> TryStartAsync(
        ISyncStore store,
        string job,
        string owner,
        TimeSpan duration,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default
    )
    {
        var lease = await store.TryAcquireLeaseAsync(job, owner, duration, cancellationToken).ConfigureAwait(false);
        return lease is null ? null : new LeaseKeeper(store, lease, duration, clock ?? TimeProvider.System);
    }

    /// <summary>Ends the renewals and gives the lease back, if it is still held. A failure of that is no failure of the run: the lease ends by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        if (!_lost.IsCancellationRequested)
        {
            try
            {
                await _store.ReleaseLeaseAsync(_lease, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                LastFailure = e;
            }
        }

        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        var pause = _duration / RenewalsPerDuration;
        try
        {
            while (true)
            {
                var left = Left;
                await Task.Delay(pause < left ? pause : left, _clock, _stop.Token).ConfigureAwait(false);
                if (Left <= TimeSpan.Zero || !await TryRenewAsync().ConfigureAwait(false))
                {
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }

                pause = LastFailure is null ? _duration / RenewalsPerDuration : _duration / (RenewalsPerDuration * RetriesPerRenewal);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private TimeSpan Left
    {
        get
        {
            var left = _lease.ExpiresAt - _clock.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <returns>Whether the lease may still be held.</returns>
    private async Task<bool> TryRenewAsync()
    {
        // A call that hangs must not outlive the lease.
        using var end = new CancellationTokenSource(Left, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, _stop.Token);
        try
        {
            var renewing = _store.RenewLeaseAsync(_lease, _duration, either.Token);
            if (await renewing.WaitAsync(either.Token).ConfigureAwait(false) is not { } renewed)
            {
                return false;
            }

            _lease = renewed;
            LastFailure = null;
            return true;
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            LastFailure = e;
            return Left > TimeSpan.Zero;
        }
    }
}
