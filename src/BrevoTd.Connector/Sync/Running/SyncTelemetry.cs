using System.Diagnostics;
using System.Diagnostics.Metrics;
using BrevoTd.Connector.Diagnostics;

namespace BrevoTd.Connector.Sync;

/// <summary>Traces and metrics of syncs. An application's listener that throws is passed over: it must not end a run.</summary>
internal static class SyncTelemetry
{
    private static readonly Counter<long> s_runs = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.sync.runs",
        "{run}",
        "Runs that have ended, by job and result."
    );
    private static readonly Histogram<double> s_duration = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.sync.run.duration",
        "s",
        "Time from the beginning of a run to its end."
    );
    private static readonly Counter<long> s_records = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.sync.records",
        "{record}",
        "Records by job, step and what happened to them."
    );

    public static Activity? StartRun(string job, string run)
    {
        Activity? activity = null;
        Quietly(() =>
        {
            activity = ConnectorDiagnostics.ActivitySource.StartActivity("sync.run", ActivityKind.Internal);
            activity?.SetTag("brevotd.sync.job", job).SetTag("brevotd.sync.run", run);
        });
        return activity;
    }

    public static Activity? StartStep(string job, string step)
    {
        Activity? activity = null;
        Quietly(() =>
        {
            activity = ConnectorDiagnostics.ActivitySource.StartActivity("sync.step", ActivityKind.Internal);
            activity?.SetTag("brevotd.sync.job", job).SetTag("brevotd.sync.step", step);
        });
        return activity;
    }

    public static void End(Activity? activity, bool isComplete) =>
        Quietly(() =>
        {
            activity?.SetStatus(isComplete ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            activity?.Dispose();
        });

    public static void StepEnded(string job, SyncStepReport step) =>
        Quietly(() =>
        {
            foreach (var (action, count) in step.Actions)
            {
                s_records.Add(
                    count,
                    new KeyValuePair<string, object?>("brevotd.sync.job", job),
                    new KeyValuePair<string, object?>("brevotd.sync.step", step.Step),
                    new KeyValuePair<string, object?>("brevotd.sync.action", action)
                );
            }
        });

    public static void RunEnded(SyncReport report) =>
        Quietly(() =>
        {
            var job = new KeyValuePair<string, object?>("brevotd.sync.job", report.Job);
            var result = new KeyValuePair<string, object?>(
                "brevotd.sync.result",
                report.Failure is not null ? "failed"
                    : report.IsComplete ? "complete"
                    : "incomplete"
            );
            s_runs.Add(1, job, result);
            s_duration.Record(report.Elapsed.TotalSeconds, job, result);
        });

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception)
        {
            // The listener's own failure.
        }
    }
}
