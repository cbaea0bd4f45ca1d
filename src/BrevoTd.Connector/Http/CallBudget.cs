namespace BrevoTd.Connector.Http;

/// <summary>The total time-out of one call: a clock that stands still while the call waits for quota.</summary>
internal sealed class CallBudget : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _source;
    private readonly ITimer? _timer;
    private readonly object _gate = new();
    private TimeSpan _left;
    private long _runningSince;
    private bool _running;
    private volatile bool _expired;

    public CallBudget(TimeSpan total, TimeProvider clock, CancellationToken caller)
    {
        _clock = clock;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _left = total;
        _running = true;
        _runningSince = clock.GetTimestamp();
        if (total != Timeout.InfiniteTimeSpan)
        {
            _timer = clock.CreateTimer(static state => ((CallBudget)state!).Expire(), this, total, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Cancelled by the caller or by the end of the budget.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over; stays false when the caller cancelled.</summary>
    public bool Expired => _expired;

    /// <summary>What is left; <see cref="TimeSpan.MaxValue"/> without a limit.</summary>
    public TimeSpan Remaining
    {
        get
        {
            if (_timer is null)
            {
                return TimeSpan.MaxValue;
            }

            lock (_gate)
            {
                return _running ? _left - _clock.GetElapsedTime(_runningSince) : _left;
            }
        }
    }

    /// <summary>Stops the clock. A second call changes nothing.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (_timer is null || !_running)
            {
                return;
            }

            _running = false;
            _left -= _clock.GetElapsedTime(_runningSince);
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Lets the clock go on. A second call changes nothing.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            if (_timer is null || _running)
            {
                return;
            }

            _running = true;
            _runningSince = _clock.GetTimestamp();
            _timer.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        lock (_gate)
        {
            // The timer may fire while it is being stopped.
            if (!_running)
            {
                return;
            }

            _expired = true;
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
    }
}
