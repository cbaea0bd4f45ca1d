using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Sync;

/// <summary>One run of a job that holds its lease: the steps one after another, and what is told of them.</summary>
internal sealed class SyncRun(SyncContext context, IReadOnlyList<SyncStep> steps, ILogger log, string? reportDatabase)
{
    private readonly List<SyncStepReport> _reports = [];
    private readonly long _startedAt = context.Clock.GetTimestamp();

    public async Task<SyncReport> RunAsync(CancellationToken lost, CancellationToken stop)
    {
        SyncLog.RunStarted(log, context.Job, context.RunId, steps.Count);
        var activity = SyncTelemetry.StartRun(context.Job, context.RunId);
        var isComplete = false;
        try
        {
            foreach (var step in steps)
            {
                await RunAsync(step, lost, stop).ConfigureAwait(false);
            }

            var report = Report(failure: null);
            isComplete = report.IsComplete;
            await TellAsync(report).ConfigureAwait(false);
            SyncLog.RunFinished(log, context.Job, context.RunId, report.Elapsed, report.IsComplete);
            return report;
        }
        finally
        {
            SyncTelemetry.End(activity, isComplete);
        }
    }

    private async Task RunAsync(SyncStep step, CancellationToken lost, CancellationToken stop)
    {
        var activity = SyncTelemetry.StartStep(context.Job, step.Name);
        var isComplete = false;
        try
        {
            var report = await step.RunAsync(context, stop).ConfigureAwait(false);
            isComplete = report.IsComplete;
            _reports.Add(report);
            Tell(report);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !lost.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            var reason = lost.IsCancellationRequested
                ? "Another run has taken over its lease, or it could not be renewed."
                : Describe(exception);
            _reports.Add(new SyncStepReport { Step = step.Name });
            var report = Report(reason);
            SyncLog.RunFailed(log, context.Job, context.RunId, step.Name, Describe(exception));
            await TellAsync(report).ConfigureAwait(false);
            throw new SyncFailedException(report, exception);
        }
        finally
        {
            SyncTelemetry.End(activity, isComplete);
        }
    }

    private void Tell(SyncStepReport step)
    {
        if (step.WasResumed)
        {
            SyncLog.StepResumed(log, context.Job, step.Step);
        }

        var records = step.Records;
        SyncLog.StepFinished(
            log,
            context.Job,
            step.Step,
            records.Read,
            records.Delivered,
            records.Rejected,
            records.DeadLettered,
            records.Unverified,
            step.IsComplete
        );
        SyncTelemetry.StepEnded(context.Job, step);
    }

    /// <summary>A report that cannot be written to a table is still returned: the records have their outcome.</summary>
    private async Task TellAsync(SyncReport report)
    {
        SyncTelemetry.RunEnded(report);
        if (reportDatabase is null)
        {
            return;
        }

        try
        {
            await SyncReportTables.WriteAsync(context.TreasureData, reportDatabase, report, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            SyncLog.ReportNotWritten(log, context.Job, context.RunId, Describe(exception));
        }
    }

    /// <summary>The text of an exception of somebody else's may name a person; it stays in the inner exception.</summary>
    private static string Describe(Exception exception) =>
        exception
            is ConnectorException
                or SyncGuardException
                or SyncSourceException
                or SyncDefinitionException
                or SyncStoreException
                or BatchCheckException
            ? exception.Message
            : $"It threw {exception.GetType().Name}; the inner exception says more.";

    private SyncReport Report(string? failure) =>
        new()
        {
            Job = context.Job,
            RunId = context.RunId,
            StartedAt = context.StartedAt,
            Elapsed = context.Clock.GetElapsedTime(_startedAt),
            IsSample = context.Options.Sample is not null,
            Steps = [.. _reports],
            Failure = failure,
        };
}
