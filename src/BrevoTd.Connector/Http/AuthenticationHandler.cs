using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Http;

/// <summary>
/// Stamps the credential that is current now, and nothing else: renewing and repeating belong to the retry stage. Nothing goes to the service
/// without a credential, and no credential to another host or over an open connection.
/// </summary>
internal sealed class AuthenticationHandler(ServiceRuntime runtime) : DelegatingHandler
{
    private readonly CredentialRequest _who = new() { Service = runtime.Profile.Name, ClientName = runtime.ClientName };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ServiceCall.Of(request);
        AddressRules.RequireTransport(request.RequestUri!);
        if (!call.Foreign && !call.Anonymous)
        {
            var credential = call.OwnCredential;
            if (credential.IsEmpty)
            {
                call.Stamped = credential = await CurrentAsync(call, cancellationToken).ConfigureAwait(false);
            }

            runtime.Profile.Stamp(request.Headers, credential);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Credential> CurrentAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        Credential credential;
        try
        {
            credential = await runtime.Credentials.GetCredentialAsync(_who, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ConnectorException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new CredentialUnavailableException(
                runtime.Profile.Name,
                call.Operation.Name,
                $"{ServiceFailures.Describe(call.Operation)} was not sent to {runtime.Profile.Name}: the credential source failed. {CredentialUnavailableException.Reason(e, "The inner exception says why.")}",
                e
            );
        }

        return credential.IsEmpty
            ? throw new CredentialUnavailableException(
                runtime.Profile.Name,
                call.Operation.Name,
                $"{ServiceFailures.Describe(call.Operation)} was not sent to {runtime.Profile.Name}: there is no credential. Set ApiKey, or let the registered credential source return one."
            )
            : credential;
    }
}
