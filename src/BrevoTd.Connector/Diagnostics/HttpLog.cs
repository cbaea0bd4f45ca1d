using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Diagnostics;

/// <summary>Log events of the HTTP pipeline. Event ids are stable: dashboards and alerts may rely on them.</summary>
internal static partial class HttpLog
{
    public const string Category = "BrevoTd.Connector.Http";

    [LoggerMessage(
        100,
        LogLevel.Debug,
        "{Service} {Operation} ({Method} {Route}) answered {Status} after {Attempts} attempt(s) in {Seconds:F3} s."
    )]
    public static partial void Completed(
        ILogger logger,
        string service,
        string operation,
        string method,
        string route,
        int status,
        int attempts,
        double seconds
    );

    [LoggerMessage(
        101,
        LogLevel.Information,
        "{Service} {Operation} ({Method} {Route}) failed after {Attempts} attempt(s) in {Seconds:F3} s: {Error} {Status}."
    )]
    public static partial void Failed(
        ILogger logger,
        string service,
        string operation,
        string method,
        string route,
        int attempts,
        double seconds,
        string error,
        int? status
    );

    [LoggerMessage(102, LogLevel.Warning, "{Service} {Operation}: attempt {Attempt} failed ({Reason}); repeating in {Seconds:F3} s.")]
    public static partial void Retrying(ILogger logger, string service, string operation, int attempt, string reason, double seconds);

    [LoggerMessage(
        103,
        LogLevel.Warning,
        "{Service} {Operation}: attempt {Attempt} failed ({Reason}) and the next one would start in {Seconds:F3} s, later than the caller waits."
    )]
    public static partial void RetryTooLate(ILogger logger, string service, string operation, int attempt, string reason, double seconds);

    [LoggerMessage(
        104,
        LogLevel.Warning,
        "{Service} {Operation}: the answer was lost ({Reason}) and the work may be done; looking before a repeat in {Seconds:F3} s."
    )]
    public static partial void Looking(ILogger logger, string service, string operation, string reason, double seconds);

    [LoggerMessage(105, LogLevel.Information, "{Service} {Operation}: a look says that the work is done; no repeat.")]
    public static partial void LookFoundWork(ILogger logger, string service, string operation);

    [LoggerMessage(106, LogLevel.Information, "{Service} {Operation}: a look says that the work is not done.")]
    public static partial void LookFoundNothing(ILogger logger, string service, string operation);

    [LoggerMessage(107, LogLevel.Warning, "{Service} {Operation}: the look failed ({Error}); whether the work is done is unknown.")]
    public static partial void LookFailed(ILogger logger, string service, string operation, string error);

    [LoggerMessage(110, LogLevel.Debug, "{Service} {Operation} waited {Seconds:F3} s for quota {Bucket}.")]
    public static partial void QuotaWaited(ILogger logger, string service, string operation, double seconds, string bucket);

    [LoggerMessage(111, LogLevel.Warning, "{Service} {Operation} was not sent: quota {Bucket} allows it in {Seconds:F3} s.")]
    public static partial void QuotaRefused(ILogger logger, string service, string operation, string bucket, double seconds);

    [LoggerMessage(120, LogLevel.Error, "{Service}: most recent requests failed; no further ones are sent for {Seconds:F0} s.")]
    public static partial void BreakerOpened(ILogger logger, string service, double seconds);

    [LoggerMessage(121, LogLevel.Information, "{Service}: requests are sent again.")]
    public static partial void BreakerClosed(ILogger logger, string service);

    [LoggerMessage(
        130,
        LogLevel.Information,
        "{Service} {Operation}: the credential was rejected (401); another one is current now, after {Seconds:F3} s."
    )]
    public static partial void CredentialRenewed(ILogger logger, string service, string operation, double seconds);

    [LoggerMessage(131, LogLevel.Warning, "{Service} {Operation}: the credential was rejected (401), and its source has no other one.")]
    public static partial void CredentialUnchanged(ILogger logger, string service, string operation);

    [LoggerMessage(
        132,
        LogLevel.Error,
        "{Service} {Operation}: the credential was rejected (401), and renewing it failed after {Seconds:F3} s: {Error}."
    )]
    public static partial void CredentialRenewalFailed(ILogger logger, string service, string operation, double seconds, string error);
}
