namespace BrevoTd.Connector.Quotas;

/// <summary>A call that waits in the queue of a bucket. It occupies no thread: what ends it is a permit, its cancellation or its time.</summary>
internal sealed class QuotaWaiter(QuotaBucket bucket, long since)
    : TaskCompletionSource<QuotaLease>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly object _gate = new();
    private CancellationTokenRegistration _registration;
    private ITimer? _deadline;

    public long Since { get; } = since;

    public LinkedListNode<QuotaWaiter>? Node { get; set; }

    /// <summary>Begins to watch for cancellation and time; the waiter may have ended already.</summary>
    public void Watch(TimeSpan maxWait, TimeProvider clock, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((QuotaWaiter)state!).Cancel(token), this);
        var deadline =
            maxWait == Timeout.InfiniteTimeSpan
                ? null
                : clock.CreateTimer(static state => ((QuotaWaiter)state!).GiveUp(), this, maxWait, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            _registration = registration;
            _deadline = deadline;
        }

        if (Task.IsCompleted)
        {
            End();
        }
    }

    /// <summary>Ends watching; called after the waiter has its result.</summary>
    public void End()
    {
        lock (_gate)
        {
            // Does not wait for a callback that is running: that one waits for the bucket.
            _registration.Unregister();
            _deadline?.Dispose();
        }
    }

    private void Cancel(CancellationToken token) => bucket.Cancel(this, token);

    private void GiveUp() => bucket.GiveUp(this);
}
