using System.Globalization;
using BrevoTd.Connector.Diagnostics;

namespace BrevoTd.Connector.Http;

/// <summary>The time-out of one attempt, from fetching the credential to the last byte of a buffered answer; also counts attempts.</summary>
internal sealed class AttemptHandler(ServiceRuntime runtime) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ServiceCall.Of(request);
        call.Attempts++;
        using var attempt = new CancellationTokenSource(call.Options.AttemptTimeout, runtime.Clock);
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), attempt);
        try
        {
            var response = await base.SendAsync(request, attempt.Token).ConfigureAwait(false);
            Count(call, (int)response.StatusCode, null);
            return response;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            Count(call, null, nameof(TimeoutException));
            if (attempt.IsCancellationRequested)
            {
                throw new AttemptTimeoutException();
            }

            // Nobody of ours cancelled: the socket layer gave up connecting.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was not made in time.", e);
        }
        catch (Exception e)
        {
            Count(call, null, e.GetType().Name);
            throw;
        }
    }

    private void Count(ServiceCall call, int? status, string? error)
    {
        var tags = HttpInstruments.Tags(runtime.Profile.Tag, call.Operation.Name);
        if (status is { } code)
        {
            tags.Add(HttpInstruments.StatusTag, code);
            error = code >= 400 ? code.ToString(CultureInfo.InvariantCulture) : null;
        }

        if (error is not null)
        {
            tags.Add(HttpInstruments.ErrorTag, error);
        }

        HttpInstruments.Requests.Add(1, tags);
    }
}
