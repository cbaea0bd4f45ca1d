using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Sync;

/// <summary>Log events of syncs. Their ids are stable; none of them carries a key, a body or the text of a service.</summary>
internal static partial class SyncLog
{
    [LoggerMessage(4001, LogLevel.Information, "{Job}: run {Run} begins with {Steps} steps.")]
    public static partial void RunStarted(ILogger logger, string job, string run, int steps);

    [LoggerMessage(
        4002,
        LogLevel.Information,
        "{Job}: step {Step} read {Read} records; {Delivered} delivered, {Rejected} rejected, {DeadLettered} dead-lettered, {Unverified} unverified; complete: {IsComplete}."
    )]
    public static partial void StepFinished(
        ILogger logger,
        string job,
        string step,
        long read,
        long delivered,
        long rejected,
        long deadLettered,
        long unverified,
        bool isComplete
    );

    [LoggerMessage(4003, LogLevel.Information, "{Job}: run {Run} has ended after {Elapsed}; complete: {IsComplete}.")]
    public static partial void RunFinished(ILogger logger, string job, string run, TimeSpan elapsed, bool isComplete);

    [LoggerMessage(4004, LogLevel.Error, "{Job}: run {Run} ended in step {Step}. {Reason}")]
    public static partial void RunFailed(ILogger logger, string job, string run, string step, string reason);

    [LoggerMessage(4005, LogLevel.Warning, "{Job}: another run is under way; this one did not begin.")]
    public static partial void AlreadyRunning(ILogger logger, string job);

    [LoggerMessage(4006, LogLevel.Warning, "{Job}: step {Step} goes on where an earlier run was cut short.")]
    public static partial void StepResumed(ILogger logger, string job, string step);

    [LoggerMessage(4007, LogLevel.Warning, "{Job}: the report of run {Run} could not be written to Treasure Data. {Reason}")]
    public static partial void ReportNotWritten(ILogger logger, string job, string run, string reason);
}
