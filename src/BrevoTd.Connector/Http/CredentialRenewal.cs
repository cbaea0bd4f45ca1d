using System.Globalization;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Diagnostics;

namespace BrevoTd.Connector.Http;

/// <summary>Asks the credential source for another credential after a 401, once per call, and tells what came of it.</summary>
internal sealed class CredentialRenewal(ServiceRuntime runtime)
{
    private readonly CredentialRequest _who = new() { Service = runtime.Profile.Name, ClientName = runtime.ClientName };

    /// <summary>Whether another attempt makes sense; a failure of the source is left in <see cref="ServiceCall.RenewalFailure"/>.</summary>
    public async ValueTask<bool> TryAsync(ServiceCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (call.Renewal != RenewalOutcome.None || call.Stamped.IsEmpty || !IsAboutTheCredential(call, response))
        {
            return false;
        }

        var started = runtime.Clock.GetTimestamp();
        try
        {
            call.Renewal = await RenewAsync(call, cancellationToken).ConfigureAwait(false)
                ? RenewalOutcome.Renewed
                : RenewalOutcome.Unchanged;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !call.Budget.Expired)
        {
            // The caller left; Polly hands on no answer once this throws.
            response.Dispose();
            throw;
        }
        catch (Exception e)
        {
            call.Renewal = RenewalOutcome.Failed;
            call.RenewalFailure = Failure(call, e);
        }

        Report(call, runtime.Clock.GetElapsedTime(started));
        return call.Renewal == RenewalOutcome.Renewed;
    }

    private async ValueTask<bool> RenewAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        var pending = runtime.Credentials.RenewAsync(_who, call.Stamped, cancellationToken);

        // A source that does not listen to its token must not hold the caller.
        return pending.IsCompleted
            ? await pending.ConfigureAwait(false)
            : await pending.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A page of a proxy, or a blocked IP address, is not mended by another credential.</summary>
    private bool IsAboutTheCredential(ServiceCall call, HttpResponseMessage response)
    {
        var body = ((BufferedContent)response.Content).Body;
        var error = runtime.Profile.Errors.Read(body, response.Content.Headers.ContentType?.MediaType, call.Options.MaxAnswerDepth);
        return error is { IsHtml: false, IsAboutAddress: false };
    }

    private CredentialUnavailableException Failure(ServiceCall call, Exception cause)
    {
        if (cause is CredentialUnavailableException known)
        {
            return known;
        }

        var rejected =
            $"{runtime.Profile.Name} rejected the credential of {ServiceFailures.Describe(call.Operation)} (401), and the credential source";
        return call.Budget.Expired
            ? new CredentialUnavailableException(
                runtime.Profile.Name,
                call.Operation.Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rejected} had no other one within TotalTimeout ({ServiceFailures.Seconds(call.Options.TotalTimeout)}). Check that the place it gets credentials from answers, or raise TotalTimeout."
                ),
                new TimeoutException("The renewal did not end in time.")
            )
            : new CredentialUnavailableException(
                runtime.Profile.Name,
                call.Operation.Name,
                $"{rejected} failed to renew it. {CredentialUnavailableException.Reason(cause, "The inner exception says why: mend the source, or issue a new credential.")}",
                cause
            );
    }

    private void Report(ServiceCall call, TimeSpan time)
    {
        var service = runtime.Profile.Name;
        var operation = call.Operation.Name;
        string outcome;
        switch (call.Renewal)
        {
            case RenewalOutcome.Renewed:
                outcome = "renewed";
                HttpLog.CredentialRenewed(runtime.Logger, service, operation, time.TotalSeconds);
                break;
            case RenewalOutcome.Unchanged:
                outcome = "unchanged";
                HttpLog.CredentialUnchanged(runtime.Logger, service, operation);
                break;
            default:
                outcome = "failed";
                var cause = call.RenewalFailure!;
                var error = (cause.InnerException ?? cause).GetType().Name;
                HttpLog.CredentialRenewalFailed(runtime.Logger, service, operation, time.TotalSeconds, error);
                break;
        }

        var tags = HttpInstruments.Tags(runtime.Profile.Tag, operation);
        tags.Add(HttpInstruments.OutcomeTag, outcome);
        HttpInstruments.Renewal.Record(time.TotalSeconds, tags);
        call.Activity?.AddEvent(new("renewal", runtime.Clock.GetUtcNow(), new() { { HttpInstruments.OutcomeTag, outcome } }));
    }
}
