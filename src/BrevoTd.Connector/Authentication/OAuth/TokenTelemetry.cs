using System.Diagnostics;
using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Authentication;

/// <summary>Makes every renewal a span, a measurement and a log event.</summary>
internal static class TokenTelemetry
{
    public static Activity? Start(OAuthGrant grant, string reason, ActivityContext? trigger)
    {
        // Its cause is one of the calls that wait for it, not its parent: it may outlive that call.
        IEnumerable<ActivityLink>? links = trigger is { } context ? [new ActivityLink(context)] : null;
        var activity = ConnectorDiagnostics.ActivitySource.StartActivity(
            "Brevo token.renew",
            ActivityKind.Client,
            default(ActivityContext),
            tags: null,
            links
        );
        activity?.SetTag(HttpInstruments.ServiceTag, "brevo");
        activity?.SetTag(AuthenticationInstruments.GrantTag, Name(grant));
        activity?.SetTag(AuthenticationInstruments.ReasonTag, reason);
        return activity;
    }

    public static void Report(
        ILogger logger,
        Activity? activity,
        TokenRenewalReport report,
        TokenRenewalOutcome outcome,
        TimeProvider clock
    )
    {
        var (clientName, grant, reason, result, elapsed) = report;
        var tags = AuthenticationInstruments.Tags("brevo", Name(grant), reason, result);
        activity?.SetTag(AuthenticationInstruments.ResultTag, result);
        if (outcome.Failure is { } failure)
        {
            var error = (failure as TokenRequestException)?.StatusCode is { } status
                ? ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture)
                : failure.GetType().Name;
            tags.Add(HttpInstruments.ErrorTag, error);
            activity?.SetTag(HttpInstruments.ErrorTag, error);
            activity?.SetStatus(ActivityStatusCode.Error);

            // Only messages of our own are free of secrets.
            var problem = failure is TokenRequestException or TokenStoreException ? failure.Message : failure.GetType().Name;
            AuthenticationLog.RenewalFailed(logger, "Brevo", clientName, Name(grant), reason, elapsed.TotalSeconds, problem);
        }
        else
        {
            var lifetime = outcome.Held!.Tokens.ExpiresAt - clock.GetUtcNow();
            AuthenticationLog.Renewed(
                logger,
                "Brevo",
                clientName,
                result,
                Name(grant),
                reason,
                elapsed.TotalSeconds,
                lifetime.TotalSeconds
            );
        }

        AuthenticationInstruments.Renewals.Add(1, tags);
        AuthenticationInstruments.RenewalDuration.Record(elapsed.TotalSeconds, tags);
    }

    private static string Name(OAuthGrant grant) =>
        grant switch
        {
            OAuthGrant.ClientCredentials => TokenRequest.ClientCredentialsGrant,
            OAuthGrant.RefreshToken => TokenRequest.RefreshTokenGrant,
            _ => TokenRequest.AuthorizationCodeGrant,
        };
}

/// <summary>What is told of a renewal beside its outcome.</summary>
internal sealed record TokenRenewalReport(string ClientName, OAuthGrant Grant, string Reason, string Result, TimeSpan Elapsed);
