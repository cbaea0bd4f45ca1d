using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Diagnostics;

/// <summary>Log events of the credential sources. Event ids are stable: dashboards and alerts may rely on them.</summary>
internal static partial class CredentialLog
{
    [LoggerMessage(150, LogLevel.Debug, "{Service} client '{Client}': the credential was fetched from its source.")]
    public static partial void Fetched(ILogger logger, string service, string client);

    [LoggerMessage(
        151,
        LogLevel.Information,
        "{Service} client '{Client}': the source gave another credential, which is used from now on."
    )]
    public static partial void Changed(ILogger logger, string service, string client);

    [LoggerMessage(
        152,
        LogLevel.Warning,
        "{Service} client '{Client}': the credential source failed ({Error}); the credential it gave before goes on being used for now."
    )]
    public static partial void FetchFailedOldUsed(ILogger logger, string service, string client, string error);

    [LoggerMessage(
        153,
        LogLevel.Error,
        "{Service} client '{Client}': the credential source failed ({Error}), and there is no other credential that may be used."
    )]
    public static partial void FetchFailed(ILogger logger, string service, string client, string error);

    [LoggerMessage(
        154,
        LogLevel.Warning,
        "{Service} client '{Client}': the service rejected the credential, and the source gave the same one again."
    )]
    public static partial void RejectedAgain(ILogger logger, string service, string client);
}
