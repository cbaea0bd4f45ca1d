using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>A fake clock that tells when somebody starts to wait, so that a test advances it neither too early nor in guessed steps.</summary>
internal sealed class WatchedClock : FakeTimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly object _gate = new();
    private readonly List<TimeSpan> _set = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;

    public WatchedClock()
        : base(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero)) { }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Note(dueTime);
        return timer;
    }

    /// <summary>Completes when a timer is set, after the last one this method returned, whose time fits.</summary>
    public async Task<TimeSpan> WhenSet(Func<TimeSpan, bool> fits)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                for (; _seen < _set.Count; _seen++)
                {
                    if (fits(_set[_seen]))
                    {
                        return _set[_seen++];
                    }
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience);
        }
    }

    /// <summary>Waits until a timer of exactly this time is set, then lets it pass.</summary>
    public async Task Pass(TimeSpan time)
    {
        await WhenSet(due => due == time);
        Advance(time);
    }

    private void Note(TimeSpan dueTime)
    {
        lock (_gate)
        {
            _set.Add(dueTime);
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    private sealed class WatchedTimer(WatchedClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            clock.Note(dueTime);
            return changed;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
