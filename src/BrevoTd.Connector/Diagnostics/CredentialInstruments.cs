using System.Diagnostics.Metrics;

namespace BrevoTd.Connector.Diagnostics;

/// <summary>Instruments of the credential sources.</summary>
internal static class CredentialInstruments
{
    public const string OutcomeTag = "brevotd.credential.outcome";

    private static readonly Counter<long> s_fetches = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.client.credential.fetches",
        "{fetch}",
        "Credentials fetched from a source behind a cache, by outcome: fetched, changed (another one than before) or failed."
    );

    public static void Record(string service, string outcome) =>
        s_fetches.Add(1, new(HttpInstruments.ServiceTag, Tag(service)), new(OutcomeTag, outcome));

    // A source is asked by the service's name for people; metrics have their own.
    private static string Tag(string service) => service.ToLowerInvariant().Replace(' ', '_');
}
