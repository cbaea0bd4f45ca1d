using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Http;

/// <summary>Everything that one registered client's pipeline is made of; lives as long as the client.</summary>
internal sealed class ServiceRuntime(
    ServiceProfile profile,
    string clientName,
    Func<ServiceClientOptions> options,
    ICredentialSource credentials,
    IQuotaLimiter limiter,
    TimeProvider clock,
    ILogger logger
)
{
    public ServiceProfile Profile { get; } = profile;

    /// <summary>Name of the registration; empty for the unnamed client.</summary>
    public string ClientName { get; } = clientName;

    /// <summary>Name of the client's pipeline at <see cref="IHttpClientFactory"/>.</summary>
    public string HttpClientName { get; } = profile.HttpClientName(clientName);

    public ICredentialSource Credentials { get; } = credentials;

    public IQuotaLimiter Limiter { get; } = Watched(limiter, profile, clientName);

    public TimeProvider Clock { get; } = clock;

    public ILogger Logger { get; } = logger;

    /// <summary>Between 0 and 1, for full jitter.</summary>
    public Func<double> NextRandom { get; init; } = Random.Shared.NextDouble;

    /// <summary>The options as they are now; throws when a reload made them invalid.</summary>
    public ServiceClientOptions CurrentOptions() => options();

    private static IQuotaLimiter Watched(IQuotaLimiter limiter, ServiceProfile profile, string clientName)
    {
        QuotaInstruments.Watch(limiter, profile.Tag, clientName);
        return limiter;
    }
}
