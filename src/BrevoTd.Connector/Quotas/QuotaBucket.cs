namespace BrevoTd.Connector.Quotas;

/// <summary>One quota: its windows, and the calls that wait for it in order of arrival. A waiting call occupies no thread.</summary>
internal sealed class QuotaBucket : IDisposable
{
    private readonly object _gate = new();
    private readonly TimeProvider _clock;
    private readonly long _origin;
    private readonly SlidingWindow? _second;
    private readonly SlidingWindow? _hour;
    private readonly int? _concurrent;
    private readonly LinkedList<Waiter> _queue = new();
    private readonly ITimer _timer;
    private long _closedUntil;
    private int _underWay;
    private bool _disposed;

    public QuotaBucket(QuotaRule rule, TimeProvider clock)
    {
        Name = rule.Bucket;
        _clock = clock;
        _origin = clock.GetTimestamp();
        _second = rule.PerSecond is { } second ? SlidingWindow.Second(second) : null;
        _hour = rule.PerHour is { } hour ? SlidingWindow.Hour(hour) : null;
        _concurrent = rule.Concurrent;
        _timer = clock.CreateTimer(
            static state => ((QuotaBucket)state!).OnTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public string Name { get; }

    private long Now => _clock.GetElapsedTime(_origin).Ticks;

    public ValueTask<QuotaLease> AcquireAsync(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(LocalQuotaLimiter));
            var now = Now;
            if (_queue.Count == 0 && TryTake(now))
            {
                return ValueTask.FromResult(Grant(TimeSpan.Zero));
            }

            var wait = TimeSpan.FromTicks(TicksUntil(_queue.Count + 1, now));
            if (maxWait != Timeout.InfiniteTimeSpan && (wait > maxWait || maxWait <= TimeSpan.Zero))
            {
                return ValueTask.FromResult(QuotaLease.Refused(Name, wait));
            }

            waiter = new Waiter(this, now);
            waiter.Node = _queue.AddLast(waiter);
            if (_queue.Count == 1)
            {
                Arm(now);
            }
        }

        return new ValueTask<QuotaLease>(WaitAsync(waiter, maxWait, cancellationToken));
    }

    /// <summary>Gives no permit for a while, because the service said that the quota is used up.</summary>
    public void Close(TimeSpan time)
    {
        lock (_gate)
        {
            var now = Now;
            _closedUntil = Math.Max(_closedUntil, now + time.Ticks);
            if (_queue.Count > 0)
            {
                Arm(now);
            }
        }
    }

    public QuotaBucketSnapshot Snapshot()
    {
        lock (_gate)
        {
            var now = Now;
            return new QuotaBucketSnapshot
            {
                Bucket = Name,
                PerSecond = _second?.Limit,
                UsedThisSecond = _second?.Used(now) ?? 0,
                PerHour = _hour?.Limit,
                UsedThisHour = _hour?.Used(now) ?? 0,
                Concurrent = _concurrent,
                UnderWay = _underWay,
                Waiting = _queue.Count,
                NextPermitIn = TimeSpan.FromTicks(TicksUntil(_queue.Count + 1, now)),
            };
        }
    }

    /// <summary>Gives no permit any more; calls that wait fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_queue.First is { Value: var waiter })
            {
                Leave(waiter);
                waiter.TrySetException(new ObjectDisposedException(nameof(LocalQuotaLimiter)));
            }
        }

        _timer.Dispose();
    }

    private async Task<QuotaLease> WaitAsync(Waiter waiter, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiter)state!).Bucket.Cancel((Waiter)state, token),
            waiter
        );
        await using var registrationEnd = registration.ConfigureAwait(false);
        using var deadline =
            maxWait == Timeout.InfiniteTimeSpan
                ? null
                : _clock.CreateTimer(
                    static state => ((Waiter)state!).Bucket.GiveUp((Waiter)state),
                    waiter,
                    maxWait,
                    Timeout.InfiniteTimeSpan
                );
        return await waiter.Task.ConfigureAwait(false);
    }

    private void Cancel(Waiter waiter, CancellationToken token)
    {
        lock (_gate)
        {
            if (Leave(waiter))
            {
                waiter.TrySetCanceled(token);
            }
        }
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_gate)
        {
            var place = 1;
            for (var node = waiter.Node?.Previous; node is not null; node = node.Previous)
            {
                place++;
            }

            var wait = TimeSpan.FromTicks(TicksUntil(place, Now));
            if (Leave(waiter))
            {
                waiter.TrySetResult(QuotaLease.Refused(Name, wait));
            }
        }
    }

    private static bool Leave(Waiter waiter)
    {
        if (waiter.Node is not { List: { } queue } node)
        {
            return false;
        }

        queue.Remove(node);
        return true;
    }

    private void Release()
    {
        lock (_gate)
        {
            _underWay--;
            Pump(Now);
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            Pump(Now);
        }
    }

    private void Pump(long now)
    {
        while (_queue.First is { Value: var waiter } && TryTake(now))
        {
            Leave(waiter);

            // Continuations run elsewhere, so nothing foreign runs under the lock.
            waiter.TrySetResult(Grant(TimeSpan.FromTicks(now - waiter.Since)));
        }

        if (_queue.Count > 0)
        {
            Arm(now);
        }
    }

    private void Arm(long now)
    {
        if (_concurrent <= _underWay)
        {
            // The next release goes on.
            return;
        }

        // Timers count whole milliseconds: rounding up avoids a round for nothing.
        var milliseconds = Math.Ceiling(TimeSpan.FromTicks(TicksUntil(1, now)).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(milliseconds, 1)), Timeout.InfiniteTimeSpan);
    }

    private bool TryTake(long now)
    {
        if (now < _closedUntil || _concurrent <= _underWay || _second?.CanTake(now) == false || _hour?.CanTake(now) == false)
        {
            return false;
        }

        _second?.Take(now);
        _hour?.Take(now);
        _underWay++;
        return true;
    }

    private QuotaLease Grant(TimeSpan waited) => QuotaLease.Granted(Name, waited, new Occupancy(this));

    private long TicksUntil(int permits, long now)
    {
        var closed = Math.Max(0, _closedUntil - now);
        return Math.Max(closed, Math.Max(_second?.TicksUntil(permits, now) ?? 0, _hour?.TicksUntil(permits, now) ?? 0));
    }

    private sealed class Waiter(QuotaBucket bucket, long since)
        : TaskCompletionSource<QuotaLease>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public QuotaBucket Bucket { get; } = bucket;

        public long Since { get; } = since;

        public LinkedListNode<Waiter>? Node { get; set; }
    }

    private sealed class Occupancy(QuotaBucket bucket) : IDisposable
    {
        private QuotaBucket? _bucket = bucket;

        public void Dispose() => Interlocked.Exchange(ref _bucket, null)?.Release();
    }
}
