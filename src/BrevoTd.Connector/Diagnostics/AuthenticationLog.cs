using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Diagnostics;

/// <summary>Log events of token renewals. Event ids are stable: dashboards and alerts may rely on them.</summary>
internal static partial class AuthenticationLog
{
    public const string Category = "BrevoTd.Connector.Authentication";

    [LoggerMessage(
        140,
        LogLevel.Information,
        "{Service} client '{Client}': access token {Result} by {Grant} ({Reason}) in {Seconds:F3} s; it expires in {Lifetime:F0} s."
    )]
    public static partial void Renewed(
        ILogger logger,
        string service,
        string client,
        string result,
        string grant,
        string reason,
        double seconds,
        double lifetime
    );

    [LoggerMessage(
        141,
        LogLevel.Error,
        "{Service} client '{Client}': the access token could not be renewed by {Grant} ({Reason}) in {Seconds:F3} s: {Problem}"
    )]
    public static partial void RenewalFailed(
        ILogger logger,
        string service,
        string client,
        string grant,
        string reason,
        double seconds,
        string problem
    );

    [LoggerMessage(
        142,
        LogLevel.Warning,
        "{Service}: a token request by {Grant} failed (attempt {Attempt}); repeating in {Seconds:F3} s: {Problem}"
    )]
    public static partial void TokenRequestRetrying(
        ILogger logger,
        string service,
        string grant,
        int attempt,
        double seconds,
        string problem
    );

    [LoggerMessage(
        143,
        LogLevel.Error,
        "{Service} client '{Client}': a rotated refresh token could not be saved; it is kept in memory and saved again by the next renewal."
    )]
    public static partial void RotatedTokenNotSaved(ILogger logger, string service, string client);

    [LoggerMessage(
        144,
        LogLevel.Warning,
        "{Service} client '{Client}': the token store failed ({Error}). The tokens can be asked for again, so the access token is used all the same."
    )]
    public static partial void TokensNotSaved(ILogger logger, string service, string client, string error);

    [LoggerMessage(
        145,
        LogLevel.Information,
        "{Service} client '{Client}': an access token was rejected {Seconds:F1} s after it was obtained; it is not renewed, because another one would be rejected too."
    )]
    public static partial void FreshTokenRejected(ILogger logger, string service, string client, double seconds);

    [LoggerMessage(
        146,
        LogLevel.Critical,
        "{Service} client '{Client}' was closed with a rotated refresh token that the token store did not take ({Error}): a person has to authorise again."
    )]
    public static partial void RotatedTokenLost(ILogger logger, string service, string client, string error);
}
