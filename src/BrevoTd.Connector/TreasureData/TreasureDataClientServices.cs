using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Registers a Treasure Data client with everything behind it; the container's extensions and
/// <see cref="TreasureDataClient.Create(TreasureDataClientOptions)"/> both come here.
/// </summary>
internal static class TreasureDataClientServices
{
    public static IHttpClientBuilder Add(IServiceCollection services, string name)
    {
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TreasureDataClientOptions>, TreasureDataClientOptionsValidator>()
        );
        var http = ServiceClientRegistration.AddPipeline(
            services,
            TreasureDataProfile.Instance,
            name,
            provider => CurrentOptions(provider, name),
            CreateLimiter
        );
        services.TryAddKeyedSingleton(name, (provider, _) => CreateClient(provider, name));
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<TreasureDataClient>(name));
        }

        return http;
    }

    private static TreasureDataClient CreateClient(IServiceProvider provider, string name) =>
        new(
            provider.GetRequiredKeyedService<IServiceTransport>(TreasureDataProfile.Instance.HttpClientName(name)),
            CurrentOptions(provider, name)(),
            ServiceClientRegistration.Clock(provider)
        );

    private static Func<TreasureDataClientOptions> CurrentOptions(IServiceProvider provider, string name)
    {
        var monitor = provider.GetRequiredService<IOptionsMonitor<TreasureDataClientOptions>>();
        return () => monitor.Get(name);
    }

    // Not shared between clients: the cap is each client's own politeness, not an account's quota.
    private static LocalQuotaLimiter CreateLimiter(IServiceProvider provider, ServiceClientOptions options, TimeProvider clock) =>
        new(TreasureDataQuotas.For((TreasureDataClientOptions)options), clock);
}
