namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>A clock that jumps to the end of every pause and notes how long it was.</summary>
internal sealed class InstantTime : TimeProvider
{
    private TimeSpan _now;

    public List<TimeSpan> Pauses { get; } = [];

    /// <summary>Pauses from this number on do not end, 0 being the first.</summary>
    public int StopAt { get; init; } = int.MaxValue;

    /// <summary>Is told when a pause does not end.</summary>
    public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (Pauses.Count >= StopAt)
        {
            Stopped.TrySetResult();
        }
        else
        {
            Pauses.Add(dueTime);
            _now += dueTime;
            callback(state);
        }

        return new NoTimer();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
