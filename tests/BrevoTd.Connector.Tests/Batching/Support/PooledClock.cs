using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>
/// A fake clock whose timers call back from the thread pool, as real ones do. The clock beneath calls back from within any look at the time: a thread that looks
/// while it holds one lock would run whatever waits for another.
/// </summary>
internal class PooledClock : FakeTimeProvider
{
    private int _callbacks;

    public PooledClock() { }

    public PooledClock(DateTimeOffset now)
        : base(now) { }

    /// <summary>Whether a timer has come due whose callback has not returned.</summary>
    protected bool IsCallingBack => Volatile.Read(ref _callbacks) > 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(
            argument =>
            {
                Interlocked.Increment(ref _callbacks);
                ThreadPool.UnsafeQueueUserWorkItem(CallBack, (callback, argument), preferLocal: false);
            },
            state,
            dueTime,
            period
        );

    private void CallBack((TimerCallback Callback, object? Argument) due)
    {
        try
        {
            due.Callback(due.Argument);
        }
        finally
        {
            Interlocked.Decrement(ref _callbacks);
        }
    }
}
