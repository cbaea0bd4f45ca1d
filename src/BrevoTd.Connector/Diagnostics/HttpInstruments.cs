using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BrevoTd.Connector.Diagnostics;

/// <summary>Instruments of the HTTP pipeline. Names and units follow OpenTelemetry's conventions.</summary>
internal static class HttpInstruments
{
    public const string ServiceTag = "brevotd.service";
    public const string OperationTag = "brevotd.operation";
    public const string BucketTag = "brevotd.quota.bucket";
    public const string ReasonTag = "brevotd.retry.reason";
    public const string OutcomeTag = "brevotd.outcome";
    public const string MethodTag = "http.request.method";
    public const string StatusTag = "http.response.status_code";
    public const string RouteTag = "url.template";
    public const string HostTag = "server.address";
    public const string PortTag = "server.port";
    public const string ResendTag = "http.request.resend_count";
    public const string ErrorTag = "error.type";

    public static readonly Counter<long> Requests = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.client.requests",
        "{request}",
        "HTTP requests sent: one per attempt."
    );

    public static readonly Histogram<double> Duration = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.client.operation.duration",
        "s",
        "Duration of a call with all its attempts and pauses; for a stream until its headers arrived."
    );

    public static readonly Counter<long> Retries = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.client.retries",
        "{retry}",
        "Repeats of a request, by reason."
    );

    public static readonly Histogram<double> RetryWait = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.client.retry.wait.duration",
        "s",
        "Pause before a repeat, by reason: backoff, a wait that the service asked for, or an open circuit breaker."
    );

    public static readonly Histogram<double> Renewal = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.client.credential.renewal.duration",
        "s",
        "Time a call waited for another credential after a 401, by outcome: renewed, unchanged or failed."
    );

    public static readonly Counter<long> Looks = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.client.looks",
        "{look}",
        "Looks whether a write whose answer was lost has been done, by outcome: done, not_done or failed."
    );

    public static readonly Histogram<double> QuotaWait = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.client.quota.wait.duration",
        "s",
        "Time an attempt waited for a permit, or until the service allows it after a 429; only attempts that waited are recorded."
    );

    public static readonly Counter<long> Permits = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.client.quota.permits",
        "{permit}",
        "Permits given: one per attempt, by bucket."
    );

    public static readonly Counter<long> Throttled = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.client.quota.throttled",
        "{request}",
        "Answers of 429, by bucket."
    );

    public static TagList Tags(string service, string operation) => new() { { ServiceTag, service }, { OperationTag, operation } };
}
