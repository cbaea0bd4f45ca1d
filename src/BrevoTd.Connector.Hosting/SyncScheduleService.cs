using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Sync;

/// <summary>Runs one job on an interval, one run after another.</summary>
internal sealed class SyncScheduleService(SyncSchedule schedule, ILogger<SyncScheduleService> log) : BackgroundService
{
    private SyncScheduleOptions Options => schedule.Options;

    private TimeProvider Clock => schedule.Clock;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // The host goes on starting while the first run is under way.
            await Task.Yield();
            var due = Clock.GetUtcNow() + (Options.RunAtStart ? TimeSpan.Zero : Options.Interval);
            while (true)
            {
                await WaitAsync(due + NextJitter() - Clock.GetUtcNow(), stoppingToken).ConfigureAwait(false);
                await RunAsync(stoppingToken).ConfigureAwait(false);
                due = NextAfter(due);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops. What had been under way is in the store, for the next process.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        schedule.Begin();
        try
        {
            schedule.Complete(await schedule.Job.RunAsync(cancellationToken: stoppingToken).ConfigureAwait(false));
        }
        catch (SyncAlreadyRunningException)
        {
            // Somewhere else the job is doing what this run was for.
            schedule.PassOver();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            schedule.PassOver();
            throw;
        }
        catch (Exception exception)
        {
            schedule.Fail();
            HostingLog.RunFailed(log, schedule.Job.Name, exception.GetType().Name, Options.Interval);
        }
    }

    /// <summary>The next time of the interval that is not over yet, or now, when a run took longer than an interval.</summary>
    private DateTimeOffset NextAfter(DateTimeOffset due)
    {
        var next = due + Options.Interval;
        var now = Clock.GetUtcNow();
        return next > now ? next : now;
    }

    private TimeSpan NextJitter() => Options.Jitter == TimeSpan.Zero ? TimeSpan.Zero : Options.Jitter * Random.Shared.NextDouble();

    private Task WaitAsync(TimeSpan wait, CancellationToken stoppingToken) =>
        wait > TimeSpan.Zero ? Task.Delay(wait, Clock, stoppingToken) : Task.CompletedTask;
}
