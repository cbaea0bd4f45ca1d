using System.Diagnostics;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Http;

/// <summary>What the stages of the pipeline know about the call that passes through them, over all its attempts.</summary>
internal sealed class ServiceCall(ServiceOperation operation, ServiceClientOptions options, CallBudget budget, TimeSpan maxQuotaWait)
{
    private static readonly HttpRequestOptionsKey<ServiceCall> s_key = new("BrevoTd.Connector.Call");

    public ServiceOperation Operation { get; } = operation;

    /// <summary>The options as they were when the call began.</summary>
    public ServiceClientOptions Options { get; } = options;

    public CallBudget Budget { get; } = budget;

    /// <summary>Whether the body of a 2xx is handed over unread.</summary>
    public bool Streamed { get; init; }

    /// <summary>Whether the request goes to a host that is not the service's own (a report on a file store): without credential, outside the quota.</summary>
    public bool Foreign { get; init; }

    /// <summary>Whether the request goes to the service without a credential, because none is asked for.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The credential this call brings itself, empty for that of the client's source; it is never renewed.</summary>
    public Credential OwnCredential { get; init; }

    public Activity? Activity { get; init; }

    /// <summary>Requests sent so far.</summary>
    public int Attempts { get; set; }

    /// <summary>When the headers of the latest answer had arrived, by the client's clock.</summary>
    public long AnsweredAt { get; set; }

    /// <summary>The quota of the latest permit.</summary>
    public string? Bucket { get; set; }

    /// <summary>Repeats used up; pauses that the service itself asked for by 429 are not counted.</summary>
    public int Repeats { get; set; }

    /// <summary>Answers of 429 so far.</summary>
    public int Throttled { get; set; }

    /// <summary>How long this call has waited for quota.</summary>
    public TimeSpan QuotaWaited { get; private set; }

    /// <summary>How long this call may still wait for quota.</summary>
    public TimeSpan QuotaWaitLeft { get; private set; } = maxQuotaWait;

    /// <summary>The decision after the latest attempt.</summary>
    public RepeatDecision Next { get; set; }

    /// <summary>How long the circuit breaker that rejected the latest attempt stays open.</summary>
    public TimeSpan BreakerWait { get; set; }

    /// <summary>Whether an attempt that got lost is followed by a look instead of a repeat.</summary>
    public bool LooksFirst { get; init; }

    /// <summary>The credential that the latest attempt carried; empty when there was none, or none that a credential source could renew.</summary>
    public Credential Stamped { get; set; }

    /// <summary>What became of renewing the credential.</summary>
    public RenewalOutcome Renewal { get; set; }

    /// <summary>Why the credential could not be renewed, when the source failed.</summary>
    public CredentialUnavailableException? RenewalFailure { get; set; }

    /// <summary>Whether an attempt got lost in a way that leaves open if the service did the work.</summary>
    public bool MaybeProcessed { get; set; }

    public static ServiceCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_key, out var call)
            ? call
            : throw new InvalidOperationException(
                "This HttpClient belongs to a client of BrevoTd.Connector and serves its calls only; register another one for your own requests."
            );

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(s_key, this);

    public void SpendQuotaWait(TimeSpan waited)
    {
        QuotaWaited += waited;
        if (QuotaWaitLeft != Timeout.InfiniteTimeSpan)
        {
            QuotaWaitLeft = waited >= QuotaWaitLeft ? TimeSpan.Zero : QuotaWaitLeft - waited;
        }
    }

    public bool AllowsQuotaWait(TimeSpan wait) => QuotaWaitLeft == Timeout.InfiniteTimeSpan || wait <= QuotaWaitLeft;
}
