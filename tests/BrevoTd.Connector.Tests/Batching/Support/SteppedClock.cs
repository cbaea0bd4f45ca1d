using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>
/// A fake clock that jumps from one timer to the next. While no timer is due soon, somebody is at work, and time stands still: so a busy machine changes nothing.
/// </summary>
internal sealed class SteppedClock : PooledClock
{
    /// <summary>For a thread that is at work on this test's behalf, or on another's: which of the two cannot be seen.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(5);

    /// <summary>A jump of this length is a far one.</summary>
    private static readonly TimeSpan s_far = TimeSpan.FromSeconds(10);

    private readonly List<SteppedTimer> _timers = [];

    /// <summary>A timer that is due later than this is believed to be a limit that nobody waits for.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Patience before a jump of ten seconds or more, for tests that judge how much time has passed: a thread that had not its turn yet must not pay for it by a minute.</summary>
    public TimeSpan FarPatience { get; init; } = s_patience;

    /// <summary>Whether somebody is known to be at work: a busy machine may keep a thread from it for longer than patience lasts.</summary>
    public Func<bool>? IsBusy { get; init; }

    /// <summary>Jumps until the clock is believed to run for nothing.</summary>
    public int MaxJumps { get; init; } = 100_000;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this);
        timer.Inner = base.CreateTimer(
            argument =>
            {
                timer.Fired();
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
        var jumps = 0;
        var lastBusy = Stopwatch.GetTimestamp();
        for (var quiet = 0; !task.IsCompleted; )
        {
            await Task.Yield();
            Assert.True(stalled.Elapsed < TimeSpan.FromMinutes(1), "Nothing happens any more.");
            if (
                IsCallingBack
                || ThreadPool.PendingWorkItemCount > 0
                || (IsBusy?.Invoke() == true && stalled.Elapsed < TimeSpan.FromSeconds(3))
            )
            {
                quiet = 0;
                lastBusy = Stopwatch.GetTimestamp();
                continue;
            }

            quiet++;
            if (
                quiet >= 200
                && NextDue() is { } due
                && (IsPoolIdle || Stopwatch.GetElapsedTime(lastBusy) > (due - GetUtcNow() < s_far ? s_patience : FarPatience))
                && (due - GetUtcNow() <= Horizon || stalled.Elapsed > TimeSpan.FromSeconds(3))
            )
            {
                quiet = 0;
                lastBusy = Stopwatch.GetTimestamp();
                stalled.Restart();
                SetUtcNow(due > GetUtcNow() ? due : GetUtcNow());
                Assert.True(++jumps < MaxJumps, "The clock runs, and nothing ends.");
            }
        }

        await task;
    }

    /// <summary>Whether no thread of the pool is at work but the one that asks.</summary>
    private static bool IsPoolIdle
    {
        get
        {
            ThreadPool.GetMaxThreads(out var most, out _);
            ThreadPool.GetAvailableThreads(out var free, out _);
            return most - free <= 1;
        }
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

        /// <summary>When it is due. Read with the clock's timers held.</summary>
        public DateTimeOffset? Due { get; private set; }

        /// <summary>Forgets when it was due, unless it has been set anew in the meantime.</summary>
        public void Fired()
        {
            lock (clock._timers)
            {
                if (Due <= clock.GetUtcNow())
                {
                    Due = null;
                }
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._timers)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            }

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
