using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Brevo;

/// <summary>Registers a Brevo client with everything behind it; the container's extensions and <see cref="BrevoClient.Create(BrevoClientOptions)"/> both come here.</summary>
internal static class BrevoClientServices
{
    public static IHttpClientBuilder Add(IServiceCollection services, string name)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BrevoClientOptions>, BrevoClientOptionsValidator>());
        var http = ServiceClientRegistration.AddPipeline(
            services,
            BrevoProfile.Instance,
            name,
            provider => CurrentOptions(provider, name),
            CreateLimiter(name)
        );
        services.TryAddKeyedSingleton(name, (provider, _) => CreateClient(provider, name));
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<BrevoClient>(name));
        }

        return http;
    }

    private static BrevoClient CreateClient(IServiceProvider provider, string name)
    {
        var key = BrevoProfile.Instance.HttpClientName(name);
        return new(provider.GetRequiredKeyedService<IServiceTransport>(key), provider.GetRequiredKeyedService<ServiceRuntime>(key).Limiter);
    }

    private static Func<BrevoClientOptions> CurrentOptions(IServiceProvider provider, string name)
    {
        var monitor = provider.GetRequiredService<IOptionsMonitor<BrevoClientOptions>>();
        return () => monitor.Get(name);
    }

    private static Func<IServiceProvider, ServiceClientOptions, TimeProvider, IQuotaLimiter> CreateLimiter(string name)
    {
        return (provider, options, clock) =>
        {
            var brevo = (BrevoClientOptions)options;
            var account = QuotaRegistry.Account(brevo.Account, brevo.ApiKey, name);
            var key = $"brevo {brevo.BaseAddress.Authority} {brevo.Tier} {account}";
            return provider
                .GetRequiredService<QuotaRegistry>()
                .GetOrAdd(key, () => new LocalQuotaLimiter(BrevoQuotas.For(brevo.Tier), clock));
        };
    }
}
