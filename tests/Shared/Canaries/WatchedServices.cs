using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Testing;

/// <summary>What <c>new ServiceCollection()</c> means in these tests: one whose logs and credentials the watch of the run knows.</summary>
internal sealed class WatchedServices : Microsoft.Extensions.DependencyInjection.ServiceCollection
{
    public WatchedServices() => Watch(this);

    /// <summary>Loggers for what is made without a container, and would write no log without one.</summary>
    public static ILoggerFactory Logs { get; } = LoggerFactory.Create(Watch);

    /// <summary>Adds the watch to a container that is made elsewhere.</summary>
    public static void Watch(IServiceCollection services)
    {
        services.AddLogging(Watch);
        services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(static () => new CredentialHarvester()));
    }

    /// <summary>Adds the watch to a logger factory that is made elsewhere.</summary>
    public static void Watch(ILoggingBuilder logging) =>
        logging.AddProvider(new CanaryLoggerProvider(CanaryWatch.Run)).AddFilter<CanaryLoggerProvider>(null, LogLevel.Trace);
}
