using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Batching;

/// <summary>Log events of the batch writer. Their ids are stable; none of them carries a key, a body or the text of a service.</summary>
internal static partial class BatchLog
{
    [LoggerMessage(3001, LogLevel.Debug, "{Sink}: batch {Batch} with {Records} records was accepted as process {Process}.")]
    public static partial void BatchAccepted(ILogger logger, string sink, long batch, int records, string process);

    [LoggerMessage(3002, LogLevel.Warning, "{Sink}: batch {Batch} with {Records} records failed. {Reason}")]
    public static partial void BatchFailed(ILogger logger, string sink, long batch, int records, string reason);

    [LoggerMessage(3003, LogLevel.Warning, "{Sink}: the outcome of batch {Batch}, process {Process}, was not learned. {Reason}")]
    public static partial void SettlementFailed(ILogger logger, string sink, long batch, string process, string reason);

    [LoggerMessage(3004, LogLevel.Error, "{Sink}: the writer has stopped. {Reason}")]
    public static partial void WriterStopped(ILogger logger, string sink, string reason);

    [LoggerMessage(3005, LogLevel.Warning, "{Sink}: the writer was disposed of before it had finished; {Unsent} records were never sent.")]
    public static partial void WriterAbandoned(ILogger logger, string sink, int unsent);

    [LoggerMessage(
        3006,
        LogLevel.Information,
        "{Sink}: read {Read} = skipped {Skipped} + delivered {Delivered} + rejected {Rejected} + dead-lettered {DeadLettered} + unverified {Unverified}."
    )]
    public static partial void WriterFinished(
        ILogger logger,
        string sink,
        long read,
        long skipped,
        long delivered,
        long rejected,
        long deadLettered,
        long unverified
    );

    [LoggerMessage(3007, LogLevel.Error, "{Sink}: {Count} dead letters could not be kept. {Reason}")]
    public static partial void DeadLettersLost(ILogger logger, string sink, int count, string reason);

    [LoggerMessage(3008, LogLevel.Error, "The application's {Callback} threw; the writer goes on.")]
    public static partial void CallbackFailed(ILogger logger, string callback, Exception exception);

    [LoggerMessage(3010, LogLevel.Warning, "The report '{Cause}' of process {Process} could not be read. {Reason}")]
    public static partial void ReportUnreadable(ILogger logger, string cause, string process, string reason);

    [LoggerMessage(3011, LogLevel.Warning, "The report '{Cause}' of process {Process} has {Lines} lines that name no record of its batch.")]
    public static partial void UnmatchedLines(ILogger logger, string cause, string process, long lines);

    [LoggerMessage(3012, LogLevel.Warning, "{Sink}: {Records} delivered records could not be read back. {Reason}")]
    public static partial void VerificationFailed(ILogger logger, string sink, int records, string reason);

    /// <summary>An exception in words that are safe to log: this library's own messages are; of others only the type is.</summary>
    public static string Describe(Exception exception) =>
        exception is ConnectorException or BatchCheckException or MapDefinitionException ? exception.Message
        : exception is OperationCanceledException ? "It was cancelled."
        : exception.GetType().FullName ?? exception.GetType().Name;
}
