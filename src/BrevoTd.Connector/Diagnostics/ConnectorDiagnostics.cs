using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace BrevoTd.Connector.Diagnostics;

/// <summary>Names under which this library can be watched: <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry take them.</summary>
/// <remarks>Spans and measurements carry route templates and operation names, never paths, keys or identifiers of people.</remarks>
public static class ConnectorDiagnostics
{
    /// <summary>Name of the library's one <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "BrevoTd.Connector";

    /// <summary>Name of the library's one <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "BrevoTd.Connector";

    internal static readonly string Version = ReadVersion();

    internal static readonly ActivitySource ActivitySource = new(ActivitySourceName, Version);

    internal static readonly Meter Meter = new(MeterName, Version);

    private static string ReadVersion()
    {
        var version = typeof(ConnectorDiagnostics)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion;
        if (version is null)
        {
            return "0.0.0";
        }

        // The commit behind the plus sign says nothing to a service and is not allowed in a product version.
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? version : version[..plus];
    }
}
