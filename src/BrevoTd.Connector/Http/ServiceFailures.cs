using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Polly.CircuitBreaker;

namespace BrevoTd.Connector.Http;

/// <summary>Turns everything that can go wrong into the library's few exceptions, each with cause and remedy in its message.</summary>
internal static class ServiceFailures
{
    private const int MaxJob = 20;
    private const int MaxRequestId = 200;

    private static readonly string[] s_requestIdHeaders = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];

    /// <summary>The exception for an answer that is a refusal.</summary>
    public static ServiceException Refusal(
        ServiceRuntime runtime,
        ServiceOperation operation,
        ServiceAnswer answer,
        bool foreign,
        ServiceCall? call
    )
    {
        var profile = runtime.Profile;
        var depth = (call?.Options ?? runtime.CurrentOptions()).MaxAnswerDepth;
        var error = profile.Errors.Read(answer.Body, answer.ContentHeaders.ContentType?.MediaType, depth);
        var status = (int)answer.Status;
        var code = SafeCode(error.Code);
        var said = Said(profile.Errors, code);

        // What stands in the place of a code without being one is the service's text like any other.
        var text = code is null && error.Code is { } words ? $"{words}: {error.Message}" : error.Message;
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{(foreign ? "A host outside " + profile.Name : profile.Name)} answered {status}{Reason(answer.Status)}{said} to {Describe(operation)}. {Remedy(runtime, operation, answer.Status, error, foreign)}"
        );
        if (call?.Renewal == RenewalOutcome.Renewed && status == 401)
        {
            message += " The credential was renewed once in this call, and the new one was rejected too.";
        }

        var mayBeDone = call?.MaybeProcessed == true;
        if (mayBeDone)
        {
            message += Unknown(operation);
        }

        if (answer.RetryAfter is { } wait)
        {
            message += string.Create(CultureInfo.InvariantCulture, $" The service asks to wait {Seconds(wait)}.");
        }

        var rejected = status is 401 or 403 && !foreign && !error.IsHtml;
        return rejected
            ? new CredentialsRejectedException(profile.Name, operation.Name, answer.Status, message)
            {
                ErrorCode = code,
                ServiceMessage = text,
                RequestId = RequestId(answer),
                RetryAfter = answer.RetryAfter,
                RemainingQuota = answer.RemainingQuota,
                MayHaveBeenProcessed = mayBeDone,
            }
            : new ServiceException(profile.Name, operation.Name, answer.Status, message)
            {
                ErrorCode = code,
                ServiceMessage = text,
                DuplicateIdentifiers = [.. (error.DuplicateIdentifiers ?? []).Where(name => SafeCode(name) is not null)],
                ConflictsWith = SafeJob(error.ConflictsWith),
                RequestId = RequestId(answer),
                RetryAfter = answer.RetryAfter,
                RemainingQuota = answer.RemainingQuota,
                MayHaveBeenProcessed = mayBeDone,
            };
    }

    /// <summary>The exception for a 2xx whose body is not the JSON that was promised.</summary>
    public static UnexpectedAnswerException Unreadable(
        ServiceRuntime runtime,
        ServiceOperation operation,
        ServiceAnswer answer,
        JsonException? cause
    )
    {
        var hint = runtime.Profile.AddressHint(runtime.CurrentOptions());
        string what;
        if (answer.Body.IsEmpty)
        {
            what = "an empty body instead of JSON";
        }
        else if (ServiceErrorReader.IsHtml(answer.Body.Span, answer.ContentHeaders.ContentType?.MediaType))
        {
            what = "an HTML page instead of JSON, so a proxy, a gateway or another server answered";
        }
        else if (cause is { LineNumber: { } line, BytePositionInLine: { } position })
        {
            // The parser's own text may quote the body.
            what = string.Create(
                CultureInfo.InvariantCulture,
                $"JSON that is cut, malformed or of another shape than documented (line {line + 1}, byte {position + 1} of {answer.Body.Length} bytes in all)"
            );
        }
        else
        {
            what = "a body that is not the documented JSON";
        }

        return new UnexpectedAnswerException(
            runtime.Profile.Name,
            operation.Name,
            answer.Status,
            $"{runtime.Profile.Name} answered {(int)answer.Status} to {Describe(operation)} with {what}. {hint}"
        );
    }

    public static UnexpectedAnswerException TooLarge(ServiceRuntime runtime, ServiceCall call, HttpStatusCode status) =>
        new(
            runtime.Profile.Name,
            call.Operation.Name,
            status,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The answer of {runtime.Profile.Name} to {Describe(call.Operation)} is larger than MaxAnswerBytes ({call.Options.MaxAnswerBytes} bytes, on the wire as well as after decompression). Ask for less at once (a smaller page), or raise MaxAnswerBytes."
            )
        );

    /// <summary>The exception for a call that got no answer; <see langword="null"/> for exceptions that are none of the pipeline's.</summary>
    public static ConnectorException? NoAnswer(ServiceRuntime runtime, ServiceCall call, Uri address, Exception exception)
    {
        var service = runtime.Profile.Name;
        var host = address.IsDefaultPort ? address.Host : $"{address.Host}:{address.Port}";
        var hint = call.Foreign ? "" : " " + runtime.Profile.AddressHint(call.Options);
        (string? text, var maybe) = exception switch
        {
            ConnectorException => ((string?)null, false),
            OperationCanceledException when call.Budget.Expired => (
                $"{host} did not answer within TotalTimeout ({Seconds(call.Options.TotalTimeout)}, waiting for quota not counted).{hint}",
                true
            ),
            AttemptTimeoutException => (
                $"{host} did not answer within AttemptTimeout ({Seconds(call.Options.AttemptTimeout)}). Check the connection, or raise AttemptTimeout for large requests.{hint}",
                true
            ),
            BrokenCircuitException => (
                $"most recent requests to {host} failed, so this one was not sent"
                    + (call.BreakerWait is { Ticks: > 0 } wait ? $"; requests go out again in {Seconds(wait)}" : "")
                    + $". The failures before this one say why.{hint}",
                false
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (
                $"the name {address.Host} could not be resolved. Check the spelling of the address, DNS and the network.{hint}",
                false
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } e => (
                e.InnerException is AuthenticationException
                    ? $"the TLS certificate of {host} was not accepted. Check the machine's clock and trusted certificates, and whether a proxy intercepts TLS.{hint}"
                    : $"no TLS connection to {host} could be made. Check the address, and whether a firewall or proxy cuts the connection.{hint}",
                false
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => (
                "the proxy refused the connection. Check the proxy's address, credentials and rules.",
                false
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } e => (
                e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                    ? $"{host} refuses connections. Check the address and port, and whether the server runs.{hint}"
                    : $"no connection to {host} could be made. Check the address, the network and the firewall.{hint}",
                false
            ),
            HttpRequestException or IOException => ($"the connection to {host} broke before the answer was complete.{hint}", true),
            _ => (null, false),
        };
        if (text is null)
        {
            return null;
        }

        var processed = maybe || call.MaybeProcessed;
        var attempts = call.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $" after {call.Attempts} attempts") : "";
        var ambiguous = processed ? Unknown(call.Operation) : "";
        return new ServiceUnreachableException(
            service,
            call.Operation.Name,
            $"No answer from {service} to {Describe(call.Operation)}{attempts}: {text}{ambiguous}",
            processed,
            exception is AttemptTimeoutException or OperationCanceledException ? null : exception
        );
    }

    /// <summary>What a caller must know before sending a write again; nothing where a repeat is harmless.</summary>
    private static string Unknown(ServiceOperation operation) =>
        operation.Repeat == RepeatRule.NotIdempotent ? $" Whether the work is done is unknown: {operation.HowToLook}." : "";

    public static string Describe(ServiceOperation operation) => $"{operation.Name} ({operation.Method} {operation.Route})";

    public static string Seconds(TimeSpan time) =>
        time.TotalMinutes >= 2
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private static string Remedy(
        ServiceRuntime runtime,
        ServiceOperation operation,
        HttpStatusCode status,
        in ServiceError error,
        bool foreign
    )
    {
        var options = runtime.CurrentOptions();
        if (foreign)
        {
            return status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone
                ? "The link has probably expired: fetch such files as soon as they are announced."
                : "Try again later.";
        }

        return error.IsHtml
            ? $"The body is an HTML page, which {runtime.Profile.Name} does not send: a proxy, a gateway or another server answered. {runtime.Profile.AddressHint(options)}"
            : operation.Remedies?.Invoke(status) ?? runtime.Profile.Remedy(status, error, options);
    }

    private static string Reason(HttpStatusCode status) => Enum.IsDefined(status) ? $" {status}" : "";

    /// <summary>The code, if it is one that is known: anything else that a service writes may be a person's data.</summary>
    private static string Said(ServiceErrorReader reader, string? code) =>
        string.IsNullOrEmpty(code) ? ""
        : reader.IsKnownCode(code) ? $" ({code})"
        : " (with a code unknown to this library: see ErrorCode)";

    /// <summary>The number of a job: it stands outside the service's text, so nothing else passes.</summary>
    private static string? SafeJob(string? job) => job is { Length: > 0 and <= MaxJob } && job.All(char.IsAsciiDigit) ? job : null;

    // Keys of Brevo's are words too, as far as their letters go.
    private static bool IsKey(string text) =>
        text.StartsWith("xkeysib", StringComparison.OrdinalIgnoreCase) || text.StartsWith("xsmtpsib", StringComparison.OrdinalIgnoreCase);

    /// <summary>A code for <c>ErrorCode</c>: it comes from the service, so only what looks like a code and cannot be a person's data passes.</summary>
    private static string? SafeCode(string? code)
    {
        if (code is not { Length: > 0 and <= 64 } || !char.IsAsciiLetterOrDigit(code[0]) || IsKey(code))
        {
            return null;
        }

        var digits = 0;
        foreach (var c in code)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or ' '))
            {
                return null;
            }

            digits += char.IsAsciiDigit(c) ? 1 : 0;
            if (digits > 4)
            {
                return null;
            }
        }

        return code;
    }

    private static string? RequestId(ServiceAnswer answer)
    {
        foreach (var name in s_requestIdHeaders)
        {
            if (answer.Headers.TryGetValues(name, out var values))
            {
                return values.FirstOrDefault() is { Length: > 0 and <= MaxRequestId } id ? id : null;
            }
        }

        return null;
    }
}
