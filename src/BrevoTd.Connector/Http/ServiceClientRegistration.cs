using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Http;

/// <summary>Registers what both clients have in common: the pipeline at <see cref="IHttpClientFactory"/>, its state, and the transport in front of it.</summary>
internal static class ServiceClientRegistration
{
    /// <summary>Registers the pipeline of one client. A second call with the same name adds nothing.</summary>
    /// <param name="services">The container's services.</param>
    /// <param name="profile">The service.</param>
    /// <param name="name">Name of the client; empty for the unnamed one.</param>
    /// <param name="currentOptions">Reads the options as they are now.</param>
    /// <param name="createLimiter">Makes the limiter for which no user's own stands in.</param>
    public static IHttpClientBuilder AddPipeline(
        IServiceCollection services,
        ServiceProfile profile,
        string name,
        Func<IServiceProvider, Func<ServiceClientOptions>> currentOptions,
        Func<IServiceProvider, ServiceClientOptions, TimeProvider, IQuotaLimiter> createLimiter
    )
    {
        var key = profile.HttpClientName(name);
        var http = services.AddHttpClient(key);
        if (services.Any(d => d.IsKeyedService && d.ServiceType == typeof(ServiceRuntime) && Equals(d.ServiceKey, key)))
        {
            return http;
        }

        services.TryAddSingleton<QuotaRegistry>();
        services.AddKeyedSingleton(
            key,
            (provider, _) => CreateRuntime(provider, profile, name, key, currentOptions(provider), createLimiter)
        );
        services.AddKeyedSingleton<IServiceTransport>(
            key,
            (provider, _) =>
                new ServiceTransport(
                    provider.GetRequiredKeyedService<ServiceRuntime>(key),
                    provider.GetRequiredService<IHttpClientFactory>()
                )
        );

        ProtectedHttpClient.Protect(http);
        http.AddResilienceHandler(
                "BrevoTd.Connector",
                (builder, context) =>
                    ResilienceStages.Configure(builder, context.ServiceProvider.GetRequiredKeyedService<ServiceRuntime>(key))
            )
            .SelectPipelineByAuthority();
        http.AddHttpMessageHandler(provider => new QuotaHandler(provider.GetRequiredKeyedService<ServiceRuntime>(key)));
        http.AddHttpMessageHandler(provider => new AttemptHandler(provider.GetRequiredKeyedService<ServiceRuntime>(key)));
        http.AddHttpMessageHandler(provider => new AuthenticationHandler(provider.GetRequiredKeyedService<ServiceRuntime>(key)));
        http.AddHttpMessageHandler(provider => new AnswerHandler(provider.GetRequiredKeyedService<ServiceRuntime>(key)));
        return http;
    }

    /// <summary>Puts a credential source in place of the options' key.</summary>
    public static void UseCredentials(IServiceCollection services, string key, Func<IServiceProvider, ICredentialSource> create)
    {
        services.Configure<ServiceClientParts>(
            key,
            parts =>
            {
                parts.HasCredentialSource = true;
                parts.IsKeyFromToolbelt = false;
            }
        );
        services.AddKeyedSingleton(key, (provider, _) => create(provider));
    }

    /// <summary>Puts a credential source behind a cache in place of the options' key.</summary>
    public static void UseCachedCredentials(
        IServiceCollection services,
        string key,
        Func<IServiceProvider, ICredentialSource> create,
        TimeSpan? lifetime
    )
    {
        var options = new CredentialCacheOptions();
        options.Lifetime = lifetime ?? options.Lifetime;
        options = options.Checked();
        UseCredentials(services, key, provider => Cached(provider, create(provider), options));
    }

    public static CachedCredentialSource Cached(
        IServiceProvider provider,
        ICredentialSource source,
        CredentialCacheOptions? options = null
    ) => new(source, options, Clock(provider), provider.GetService<ILogger<CachedCredentialSource>>());

    /// <summary>Lets the environment stand in for a key that the options do not have.</summary>
    public static void UseEnvironment(IServiceCollection services, string key, string keyVariable)
    {
        services.TryAddSingleton<IProcessEnvironment, ProcessEnvironment>();
        services.Configure<ServiceClientParts>(key, parts => parts.KeyVariable = keyVariable);
    }

    /// <summary>Puts a limiter in place of the local one.</summary>
    public static void UseQuotaLimiter(IServiceCollection services, string key, Func<IServiceProvider, IQuotaLimiter> create) =>
        services.AddKeyedSingleton(key, (provider, _) => create(provider));

    public static TimeProvider Clock(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ServiceRuntime CreateRuntime(
        IServiceProvider provider,
        ServiceProfile profile,
        string name,
        string key,
        Func<ServiceClientOptions> currentOptions,
        Func<IServiceProvider, ServiceClientOptions, TimeProvider, IQuotaLimiter> createLimiter
    )
    {
        var options = currentOptions();
        var clock = Clock(provider);
        return new ServiceRuntime(
            profile,
            name,
            currentOptions,
            provider.GetKeyedService<ICredentialSource>(key) ?? new OptionsCredentialSource(() => currentOptions().ApiKey),
            provider.GetKeyedService<IQuotaLimiter>(key) ?? createLimiter(provider, options, clock),
            clock,
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(HttpLog.Category)
        );
    }
}
