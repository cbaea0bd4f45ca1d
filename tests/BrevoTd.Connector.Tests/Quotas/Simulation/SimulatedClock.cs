namespace BrevoTd.Connector.Tests.Quotas.Simulation;

/// <summary>A clock of a simulation: jumps from event to event, and fires timers on the thread that moves it.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private readonly List<SimulatedTimer> _timers = [];

    /// <summary>Ticks since the simulation began.</summary>
    public long Now { get; private set; }

    /// <summary>When the next timer fires.</summary>
    public long NextDue
    {
        get
        {
            var next = long.MaxValue;
            foreach (var timer in _timers)
            {
                next = Math.Min(next, timer.Due);
            }

            return next;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero).AddTicks(Now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void MoveTo(long moment)
    {
        Now = moment;
        for (var i = 0; i < _timers.Count; i++)
        {
            _timers[i].FireIfDue();
        }
    }

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.Now + dueTime.Ticks;
            return true;
        }

        public void FireIfDue()
        {
            if (Due <= clock.Now)
            {
                Due = long.MaxValue;
                callback(state);
            }
        }

        public void Dispose()
        {
            Due = long.MaxValue;
            clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
