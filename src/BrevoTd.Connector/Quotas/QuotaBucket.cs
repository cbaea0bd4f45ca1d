namespace BrevoTd.Connector.Quotas;

/// <summary>
/// One quota: its windows, and the calls that wait for it in order of arrival. A waiting call occupies no thread. The first call of all goes alone: its answer tells how
/// much is left before others follow. So does the first call after a long pause.
/// </summary>
internal sealed class QuotaBucket : IDisposable
{
    // An answer that takes longer than this is not waited for.
    private static readonly long s_look = TimeSpan.FromSeconds(2).Ticks;

    // Answers older than this tell too little about what others have sent meanwhile.
    private static readonly long s_stale = TimeSpan.FromMinutes(1).Ticks;

    private readonly object _gate = new();
    private readonly TimeProvider _clock;
    private readonly QuotaWindows _windows;
    private readonly long _origin;
    private readonly int? _concurrent;
    private readonly LinkedList<QuotaWaiter> _queue = new();
    private readonly ITimer _timer;
    private long _closedUntil;
    private long _lookUntil;
    private long _freshUntil;
    private int _underWay;
    private bool _disposed;

    public QuotaBucket(QuotaRule rule, TimeProvider clock, TimeSpan hour)
    {
        Name = rule.Bucket;
        _clock = clock;
        _origin = clock.GetTimestamp();
        _windows = new QuotaWindows(rule, hour);
        _concurrent = rule.Concurrent;
        _freshUntil = rule is { PerSecond: null, PerHour: null } ? long.MaxValue : long.MinValue;
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
        var patient = maxWait > TimeSpan.Zero || maxWait == Timeout.InfiniteTimeSpan;
        QuotaWaiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(LocalQuotaLimiter));
            var now = Now;
            if (_queue.Count == 0 && TryTake(now, patient))
            {
                return ValueTask.FromResult(Grant(TimeSpan.Zero));
            }

            if (maxWait != Timeout.InfiniteTimeSpan)
            {
                var wait = TimeSpan.FromTicks(TicksUntil(_queue.Count + 1, now));
                if (!patient || wait > maxWait)
                {
                    return ValueTask.FromResult(QuotaLease.Refused(Name, wait));
                }
            }

            waiter = new QuotaWaiter(this, now);
            waiter.Node = _queue.AddLast(waiter);
            if (_queue.Count == 1)
            {
                Arm(now);
            }
        }

        waiter.Watch(maxWait, _clock, cancellationToken);
        return new ValueTask<QuotaLease>(waiter.Task);
    }

    /// <summary>Takes in what an answer said.</summary>
    public void Observe(QuotaObservation observation)
    {
        lock (_gate)
        {
            var now = Now;
            Learned(now);
            var explained = _windows.Observe(observation, now, Math.Max(0, _underWay - 1));
            if (!explained && observation is { StatusCode: 429, Reset: { } reset })
            {
                // Other calls would be refused as well until the service's window starts anew.
                _closedUntil = Math.Max(_closedUntil, now + reset.Ticks);
            }

            Pump(now);
        }
    }

    public QuotaBucketSnapshot Snapshot()
    {
        lock (_gate)
        {
            var now = Now;
            var second = _windows.Second;
            var hour = _windows.Hour;
            return new QuotaBucketSnapshot
            {
                Bucket = Name,
                PerSecond = second?.Limit,
                UsedThisSecond = second?.Used(now) ?? 0,
                OthersPerSecond = second?.Others ?? 0,
                PerHour = hour?.Limit,
                UsedThisHour = hour?.Used(now) ?? 0,
                OthersPerHour = hour?.Others ?? 0,
                Concurrent = _concurrent,
                UnderWay = _underWay,
                Waiting = _queue.Count,
                Guard = TimeSpan.FromTicks(_windows.Guard),
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
                waiter.End();
            }
        }

        _timer.Dispose();
    }

    public void Cancel(QuotaWaiter waiter, CancellationToken token)
    {
        lock (_gate)
        {
            if (Leave(waiter))
            {
                waiter.TrySetCanceled(token);
                waiter.End();
            }
        }
    }

    public void GiveUp(QuotaWaiter waiter)
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
                waiter.End();
            }
        }
    }

    private static bool Leave(QuotaWaiter waiter)
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

            // Also an attempt that got no answer ends the look.
            var now = Now;
            Learned(now);
            Pump(now);
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
        if (_queue.Count == 0)
        {
            return;
        }

        while (_queue.First is { Value: var waiter } && TryTake(now, patient: true))
        {
            Leave(waiter);

            // Continuations run elsewhere, so nothing foreign runs under the lock.
            waiter.TrySetResult(Grant(TimeSpan.FromTicks(now - waiter.Since)));
            waiter.End();
        }

        if (_queue.Count > 0)
        {
            Arm(now);
        }
    }

    private void Arm(long now)
    {
        if (_concurrent <= _underWay || _disposed)
        {
            // The next release goes on.
            return;
        }

        // Timers count whole milliseconds: rounding up avoids a round for nothing.
        var ticks = Math.Max(TicksUntil(1, now), _lookUntil - now);
        var milliseconds = Math.Ceiling(TimeSpan.FromTicks(ticks).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(milliseconds, 1)), Timeout.InfiniteTimeSpan);
    }

    private bool TryTake(long now, bool patient)
    {
        if (now < _closedUntil || _concurrent <= _underWay || (patient && now < _lookUntil) || !_windows.CanTake(now))
        {
            return false;
        }

        if (now >= _freshUntil || _windows.IsOutdated(now))
        {
            _lookUntil = now + s_look;
            _freshUntil = now + s_stale;
        }

        _windows.Take(now);
        _underWay++;
        return true;
    }

    private void Learned(long now)
    {
        _lookUntil = now;
        if (_freshUntil != long.MaxValue)
        {
            _freshUntil = now + s_stale;
        }
    }

    private QuotaLease Grant(TimeSpan waited) => QuotaLease.Granted(Name, waited, new Occupancy(this));

    private long TicksUntil(int permits, long now) => Math.Max(Math.Max(0, _closedUntil - now), _windows.TicksUntil(permits, now));

    private sealed class Occupancy(QuotaBucket bucket) : IDisposable
    {
        private QuotaBucket? _bucket = bucket;

        public void Dispose() => Interlocked.Exchange(ref _bucket, null)?.Release();
    }
}
