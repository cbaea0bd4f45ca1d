using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>
/// A fake clock that jumps from one timer to the next. While no timer is due soon, somebody is at work, and time stands still: so a busy machine changes nothing.
/// </summary>
internal sealed class SteppedClock : FakeTimeProvider
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    private readonly List<SteppedTimer> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this);
        timer.Inner = base.CreateTimer(
            argument =>
            {
                timer.Due = null;
                callback(argument);
            },
            state,
            Timeout.InfiniteTimeSpan,
            period
        );
        lock (_timers)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    public async Task RunAsync(Task task)
    {
        var stalled = Stopwatch.StartNew();
        for (var quiet = 0; !task.IsCompleted; )
        {
            await Task.Yield();
            quiet = ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
            if (quiet >= 200 && NextDue() is { } due && (due - GetUtcNow() <= Soon || stalled.Elapsed > TimeSpan.FromSeconds(3)))
            {
                quiet = 0;
                stalled.Restart();
                SetUtcNow(due > GetUtcNow() ? due : GetUtcNow());
            }

            Assert.True(stalled.Elapsed < TimeSpan.FromMinutes(1), "Nothing happens any more.");
        }

        await task;
    }

    private DateTimeOffset? NextDue()
    {
        lock (_timers)
        {
            return _timers.Min(static timer => timer.Due);
        }
    }

    private sealed class SteppedTimer(SteppedClock clock) : ITimer
    {
        public ITimer Inner { get; set; } = null!;

        public DateTimeOffset? Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            return Inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            lock (clock._timers)
            {
                clock._timers.Remove(this);
            }

            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
