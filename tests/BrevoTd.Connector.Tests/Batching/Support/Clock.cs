using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>Lets a fake clock run while something is awaited. No test waits for real time.</summary>
internal static class Clock
{
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> task, TimeSpan? step = null)
    {
        await time.RunAsync((Task)task, step);
        return await task;
    }

    public static async Task RunAsync(this FakeTimeProvider time, Task task, TimeSpan? step = null)
    {
        while (!task.IsCompleted)
        {
            await Settle();
            if (!task.IsCompleted)
            {
                time.Advance(step ?? TimeSpan.FromMilliseconds(200));
            }
        }

        await task;
    }

    /// <summary>Waits, without the clock, until a condition holds that work already under way brings about.</summary>
    public static async Task Until(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 2_000_000, "The condition does not come true.");
            await Task.Yield();
        }
    }

    /// <summary>Lets work that is ready to run go first, so that time does not run ahead of it.</summary>
    private static async Task Settle()
    {
        var quiet = 0;
        for (var i = 0; quiet < 8 && i < 5_000; i++)
        {
            await Task.Yield();
            quiet = ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
        }
    }
}
