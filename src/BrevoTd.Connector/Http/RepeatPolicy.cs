using System.Globalization;
using System.Security.Authentication;
using Polly.CircuitBreaker;

namespace BrevoTd.Connector.Http;

/// <summary>
/// Decides after each attempt whether there is another one, and when. The rule belongs to the operation, never to the HTTP method:
/// <list type="bullet">
/// <item>idempotent, by nature or by a key: lost connections, time-outs, 408, 425, 429 and 5xx (except 501 and 505);</item>
/// <item>operations that can look: the same, but a lost attempt is followed by a look (see <see cref="LookBeforeRepeat"/>), not by a repeat;</item>
/// <item>not idempotent: only what the service certainly has not processed, namely connections that were never made, 425, 429, and 503 with <c>Retry-After</c>.</item>
/// </list>
/// </summary>
internal static class RepeatPolicy
{
    // The first answers of 429 are believed; a service that keeps saying it is asked less and less often.
    private const int BelievedThrottles = 2;

    // While one request probes a host that was ill, the others ask again at this pace, whatever the base delay.
    private static readonly TimeSpan s_shortestBreakerWait = TimeSpan.FromMilliseconds(50);

    public static RepeatDecision Decide(
        ServiceCall call,
        HttpResponseMessage? response,
        Exception? exception,
        TimeSpan? asked,
        double random
    )
    {
        if (call.Options.MaxRetries == 0)
        {
            Note(call, response, exception);
            return RepeatDecision.Stop;
        }

        var kind = Classify(response, exception);
        Note(call, response, exception);
        var allowed = kind switch
        {
            FailureKind.None => false,
            FailureKind.NotSent or FailureKind.NotProcessed or FailureKind.Throttled or FailureKind.BreakerOpen => true,
            _ => !call.LooksFirst && call.Operation.Repeat is not RepeatRule.NotIdempotent,
        };
        if (!allowed)
        {
            return RepeatDecision.Stop;
        }

        var reason = Reason(kind, response);
        if (kind == FailureKind.Throttled && asked is { } reset)
        {
            call.Throttled++;
            var floor =
                call.Throttled > BelievedThrottles ? Backoff(call.Options, call.Throttled - BelievedThrottles, random) : TimeSpan.Zero;
            var pause = reset > floor ? reset : floor;

            // Waiting for the service's window is waiting for quota; what the call's allowance does not cover is taken from its total time.
            return call.AllowsQuotaWait(pause) ? new(true, pause, reason, IsQuotaWait: true)
                : pause < call.Budget.Remaining ? new(true, pause, reason, IsQuotaWait: false)
                : new(false, pause, reason, IsQuotaWait: false);
        }

        TimeSpan delay;
        if (kind == FailureKind.BreakerOpen)
        {
            // Costs the service nothing, so it uses up no repeat; the total time-out is the limit.
            delay = Backoff(call.Options, 0, random) + call.BreakerWait;
            delay = delay > s_shortestBreakerWait ? delay : s_shortestBreakerWait;
        }
        else
        {
            if (call.Repeats >= call.Options.MaxRetries)
            {
                return RepeatDecision.Stop;
            }

            delay = Backoff(call.Options, call.Repeats, random);
            delay = asked > delay ? asked.Value : delay;
            call.Repeats++;
        }

        return new(delay < call.Budget.Remaining, delay, reason, IsQuotaWait: false);
    }

    /// <summary>Whether a failure says that the service or the way to it is ill; refusals do not.</summary>
    public static bool IsIllness(HttpResponseMessage? response, Exception? exception) =>
        exception is HttpRequestException or IOException or AttemptTimeoutException
        || response is { } answer && IsServerFault((int)answer.StatusCode);

    private static void Note(ServiceCall call, HttpResponseMessage? response, Exception? exception)
    {
        if (Classify(response, exception) == FailureKind.Lost)
        {
            call.MaybeProcessed = true;
        }
    }

    private static FailureKind Classify(HttpResponseMessage? response, Exception? exception)
    {
        if (exception is not null)
        {
            return exception switch
            {
                BrokenCircuitException => FailureKind.BreakerOpen,
                HttpRequestException { InnerException: AuthenticationException } => FailureKind.None,
                HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
                } => FailureKind.NotSent,
                HttpRequestException or IOException or AttemptTimeoutException => FailureKind.Lost,
                _ => FailureKind.None,
            };
        }

        return response is null
            ? FailureKind.None
            : (int)response.StatusCode switch
            {
                429 => FailureKind.Throttled,
                425 => FailureKind.NotProcessed,
                503 when response.Headers.RetryAfter is not null => FailureKind.NotProcessed,
                408 => FailureKind.Lost,
                var status when IsServerFault(status) => FailureKind.Lost,
                _ => FailureKind.None,
            };
    }

    private static bool IsServerFault(int status) => status is >= 500 and not 501 and not 505;

    private static string Reason(FailureKind kind, HttpResponseMessage? response) =>
        response is not null ? ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)
        : kind == FailureKind.NotSent ? "connect"
        : kind == FailureKind.BreakerOpen ? "circuit_open"
        : "connection_lost";

    /// <summary>A pause with full jitter: any time up to the base delay, doubled for each repeat before.</summary>
    public static TimeSpan Backoff(ServiceClientOptions options, int exponent, double random)
    {
        var ceiling = Math.Min(
            options.RetryMaxDelay.TotalMilliseconds,
            options.RetryBaseDelay.TotalMilliseconds * Math.Pow(2, Math.Min(exponent, 30))
        );
        return TimeSpan.FromMilliseconds(ceiling * random);
    }

    private enum FailureKind
    {
        /// <summary>No failure, or none that a repeat could mend.</summary>
        None,

        /// <summary>The request never left.</summary>
        NotSent,

        /// <summary>The service says that it did not process the request.</summary>
        NotProcessed,

        /// <summary>The quota is used up.</summary>
        Throttled,

        /// <summary>The circuit breaker let nothing through.</summary>
        BreakerOpen,

        /// <summary>Sent, and it is open what became of it.</summary>
        Lost,
    }
}
