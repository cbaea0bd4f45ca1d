using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BrevoTd.Connector.Sync;

/// <summary>Tells how the scheduled jobs of this process are doing: the worst of them is the answer.</summary>
internal sealed class SyncHealthCheck(IEnumerable<SyncSchedule> schedules) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var worst = HealthStatus.Healthy;
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        var reasons = new List<string>();
        foreach (var schedule in schedules)
        {
            var state = schedule.State;
            var (status, reason) = Judge(schedule, state);
            worst = status < worst ? status : worst;
            if (reason is not null)
            {
                reasons.Add($"{schedule.Job.Name}: {reason}");
            }

            data[schedule.Job.Name + ".running"] = state.IsRunning;
            data[schedule.Job.Name + ".last_result"] = state.LastResult.ToString();
            data[schedule.Job.Name + ".failures_in_sequence"] = state.FailuresInSequence;
            AddTime(data, schedule.Job.Name + ".last_started_at", state.LastStartedAt);
            AddTime(data, schedule.Job.Name + ".last_complete_at", state.LastCompleteAt);
        }

        // Whoever registered the check may want another word for the worst.
        var answer = worst == HealthStatus.Unhealthy ? context.Registration.FailureStatus : worst;
        return Task.FromResult(new HealthCheckResult(answer, reasons.Count == 0 ? null : string.Join(' ', reasons), data: data));
    }

    private static (HealthStatus Status, string? Reason) Judge(SyncSchedule schedule, SyncScheduleState state)
    {
        var limit = schedule.Options.Interval * schedule.Options.UnhealthyAfterIntervals + schedule.Options.Jitter;
        if (schedule.SinceComplete(state) > limit)
        {
            return (HealthStatus.Unhealthy, $"no complete run within {schedule.Options.UnhealthyAfterIntervals} intervals.");
        }

        return state.LastResult switch
        {
            SyncRunResult.Incomplete => (HealthStatus.Degraded, "the last run was not complete."),
            SyncRunResult.Failed => (HealthStatus.Degraded, "the last run failed."),
            _ => (HealthStatus.Healthy, null),
        };
    }

    private static void AddTime(Dictionary<string, object> data, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            data[name] = value;
        }
    }
}
