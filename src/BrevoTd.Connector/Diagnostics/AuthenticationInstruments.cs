using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BrevoTd.Connector.Diagnostics;

/// <summary>Instruments of token renewals. Names and units follow OpenTelemetry's conventions.</summary>
internal static class AuthenticationInstruments
{
    public const string ResultTag = "brevotd.token.result";
    public const string ReasonTag = "brevotd.token.reason";
    public const string GrantTag = "brevotd.token.grant";

    public static readonly Counter<long> Renewals = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.client.token.renewals",
        "{renewal}",
        "Renewals of an access token, by result: renewed, adopted (another process had renewed) or failed."
    );

    public static readonly Histogram<double> RenewalDuration = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.client.token.renewal.duration",
        "s",
        "Duration of a renewal with all its requests to the token endpoint and the token store."
    );

    public static TagList Tags(string service, string grant, string reason, string result) =>
        new()
        {
            { HttpInstruments.ServiceTag, service },
            { GrantTag, grant },
            { ReasonTag, reason },
            { ResultTag, result },
        };
}
