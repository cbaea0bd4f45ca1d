using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Http;

/// <summary>Sends calls through the client's pipeline at <see cref="IHttpClientFactory"/>, and speaks to its callers in results and exceptions.</summary>
internal sealed class ServiceTransport(ServiceRuntime runtime, IHttpClientFactory factory) : IServiceTransport
{
    private static readonly string s_userAgent =
        $"{new ProductInfoHeaderValue("BrevoTd.Connector", ConnectorDiagnostics.Version)} ({RuntimeInformation.FrameworkDescription})";

    private readonly LookBeforeRepeat _looking = new(runtime);

    public object Account => runtime.Limiter;

    public IReadOnlyList<QuotaRule> Quotas =>
        runtime.Limiter is LocalQuotaLimiter local ? local.Rules : runtime.Profile.PublishedQuotas(runtime.CurrentOptions());

    public TimeProvider Clock => runtime.Clock;

    public ILogger Logger => runtime.Logger;

    public async Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        var answer = await SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return Read(request, answer, answerType);
    }

    public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) =>
        SendForAnswerAsync(request, [], cancellationToken);

    public async Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var budget = new CallBudget(runtime.CurrentOptions().TotalTimeout, runtime.Clock, cancellationToken);
        return request.Look is { } look
            ? await LookingAsync(look, request, accepted, budget, cancellationToken).ConfigureAwait(false)
            : await SendOnceAsync(request, accepted, budget, cancellationToken).ConfigureAwait(false);
    }

    public async Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var budget = new CallBudget(runtime.CurrentOptions().TotalTimeout, runtime.Clock, cancellationToken);
        return await SendCoreAsync(request, streamed: true, [], budget, cancellationToken).ConfigureAwait(false);
    }

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType)
    {
        JsonException? cause = null;
        try
        {
            var body = answer.Body.Span;
            if (body.StartsWith("\uFEFF"u8))
            {
                body = body[3..];
            }

            if (Deserialize(body, answerType, runtime.CurrentOptions().MaxAnswerDepth) is { } value)
            {
                return value;
            }
        }
        catch (JsonException e)
        {
            cause = e;
        }
        catch (InvalidOperationException)
        {
            // A converter met a lone surrogate or a number that fits nowhere.
        }

        throw ServiceFailures.Unreadable(runtime, request.Operation, answer, cause);
    }

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer)
    {
        var foreign = request.IsForeign || (request.BaseAddress is { } address && !runtime.Profile.Owns(runtime.CurrentOptions(), address));
        return ServiceFailures.Refusal(runtime, request.Operation, answer, foreign, call: null);
    }

    private static T? Deserialize<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> answerType, int maxDepth)
    {
        if (maxDepth == ServiceClientOptions.DefaultAnswerDepth)
        {
            // What the contexts are generated with, and faster: no second pass over the text.
            return JsonSerializer.Deserialize(body, answerType);
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
        var value = JsonSerializer.Deserialize(ref reader, answerType);
        return reader.Read() ? throw new JsonException("There is more behind the value.") : value;
    }

    // A method of its own, so that calls without a look pay for no closure.
    private Task<ServiceAnswer> LookingAsync(
        Look look,
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CallBudget budget,
        CancellationToken cancellationToken
    ) =>
        _looking.RunAsync(
            look,
            request.Operation,
            () => SendOnceAsync(request, accepted, budget, cancellationToken),
            budget,
            cancellationToken
        );

    private async Task<ServiceAnswer> SendOnceAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CallBudget budget,
        CancellationToken cancellationToken
    )
    {
        using var response = await SendCoreAsync(request, streamed: false, accepted, budget, cancellationToken).ConfigureAwait(false);
        return Answer(request.Operation, response);
    }

    private async Task<HttpResponseMessage> SendCoreAsync(
        ServiceRequest request,
        bool streamed,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CallBudget budget,
        CancellationToken cancellationToken
    )
    {
        var options = runtime.CurrentOptions();
        var address = Combine(request.BaseAddress ?? runtime.Profile.BaseAddress(options), request.Path);
        var started = runtime.Clock.GetTimestamp();
        using var activity = StartActivity(request.Operation, address);
        var call = new ServiceCall(request.Operation, options, budget, request.MaxQuotaWait ?? options.MaxQuotaWait)
        {
            Streamed = streamed,
            Foreign = request.IsForeign || !runtime.Profile.Owns(options, address),
            Anonymous = request.IsAnonymous,
            LooksFirst = request.Look is not null,
            OwnCredential = request.Credential,
            Activity = activity,
        };

        // Not disposed: that would dispose the content, which belongs to the caller and may be sent again.
        var message = CreateMessage(request, call, address);
        HttpResponseMessage? response = null;
        try
        {
            using var client = factory.CreateClient(runtime.HttpClientName);
            response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, budget.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode && !accepted.Contains(response.StatusCode))
            {
                throw call.RenewalFailure
                    ?? (ConnectorException)
                        ServiceFailures.Refusal(runtime, call.Operation, Answer(call.Operation, response), call.Foreign, call);
            }

            Report(call, started, response.StatusCode, exception: null);
            return response;
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (cancellationToken.IsCancellationRequested && e is OperationCanceledException)
            {
                Report(call, started, status: null, e);
                throw new OperationCanceledException("The caller cancelled the call.", e, cancellationToken);
            }

            var failure = ServiceFailures.NoAnswer(runtime, call, address, e);
            Report(call, started, (e as ServiceException)?.StatusCode ?? (e as UnexpectedAnswerException)?.StatusCode, failure ?? e);
            if (failure is not null)
            {
                throw failure;
            }

            if (call.MaybeProcessed)
            {
                (e as ConnectorException)?.NoteOpenAttempt();
            }

            throw;
        }
    }

    private static HttpRequestMessage CreateMessage(ServiceRequest request, ServiceCall call, Uri address)
    {
        var message = new HttpRequestMessage(request.Operation.Method, address) { Content = request.Content };
        call.AttachTo(message);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);

        // A stream is handed on byte for byte: its length and its ranges must be those of the file.
        message.Headers.TryAddWithoutValidation("Accept-Encoding", call.Streamed ? "identity" : "gzip, br");
        message.Headers.TryAddWithoutValidation(
            "User-Agent",
            call.Options.ApplicationName is { Length: > 0 } application ? $"{s_userAgent} {application}" : s_userAgent
        );
        foreach (var header in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return message;
    }

    private Activity? StartActivity(ServiceOperation operation, Uri address)
    {
        if (!ConnectorDiagnostics.ActivitySource.HasListeners())
        {
            return null;
        }

        var activity = ConnectorDiagnostics.ActivitySource.StartActivity($"{runtime.Profile.Name} {operation.Name}", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(HttpInstruments.ServiceTag, runtime.Profile.Tag);
            activity.SetTag(HttpInstruments.OperationTag, operation.Name);
            activity.SetTag(HttpInstruments.MethodTag, operation.Method.Method);
            activity.SetTag(HttpInstruments.RouteTag, operation.Route);
            activity.SetTag(HttpInstruments.HostTag, address.Host);
            activity.SetTag(HttpInstruments.PortTag, address.Port);
        }

        return activity;
    }

    private void Report(ServiceCall call, long started, HttpStatusCode? status, Exception? exception)
    {
        CallStatistics.Current?.Add(call);
        var seconds = runtime.Clock.GetElapsedTime(started).TotalSeconds;
        var error =
            exception is null ? null
            : exception is ServiceException && status is { } refused
                ? ((int)refused).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : exception.GetType().Name;
        var tags = HttpInstruments.Tags(runtime.Profile.Tag, call.Operation.Name);
        if (status is { } code)
        {
            tags.Add(HttpInstruments.StatusTag, (int)code);
            call.Activity?.SetTag(HttpInstruments.StatusTag, (int)code);
        }

        if (error is not null)
        {
            tags.Add(HttpInstruments.ErrorTag, error);
            call.Activity?.SetTag(HttpInstruments.ErrorTag, error);
            call.Activity?.SetStatus(ActivityStatusCode.Error);
        }

        if (call.Attempts > 1)
        {
            call.Activity?.SetTag(HttpInstruments.ResendTag, call.Attempts - 1);
        }

        HttpInstruments.Duration.Record(seconds, tags);
        var operation = call.Operation;
        if (exception is null)
        {
            HttpLog.Completed(
                runtime.Logger,
                runtime.Profile.Name,
                operation.Name,
                operation.Method.Method,
                operation.Route,
                (int)status!.Value,
                call.Attempts,
                seconds
            );
        }
        else
        {
            HttpLog.Failed(
                runtime.Logger,
                runtime.Profile.Name,
                operation.Name,
                operation.Method.Method,
                operation.Route,
                call.Attempts,
                seconds,
                exception.GetType().Name,
                (int?)status
            );
        }
    }

    private ServiceAnswer Answer(ServiceOperation operation, HttpResponseMessage response)
    {
        var answer = new ServiceAnswer(
            response.StatusCode,
            response.Headers,
            response.Content.Headers,
            ((BufferedContent)response.Content).Body
        );
        return answer.IsSuccess
            ? answer
            : answer with
            {
                RetryAfter = runtime.Profile.RetryAfter(operation, response, runtime.Clock),
                RemainingQuota = runtime.Profile.ReadQuota(operation, response, roundTrip: null, runtime.Clock).Remaining,
            };
    }

    private static Uri Combine(Uri baseAddress, string path)
    {
        if (path.Length == 0)
        {
            return baseAddress;
        }

        var address = baseAddress.AbsoluteUri;
        return new Uri((address.EndsWith('/') ? address : address + "/") + path.TrimStart('/'), UriKind.Absolute);
    }
}
