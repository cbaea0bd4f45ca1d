using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Authentication;

/// <summary>Registers and makes the parts of OAuth for one client.</summary>
internal static class OAuthServices
{
    /// <summary>Name of the HTTP client for token requests.</summary>
    public static string HttpClientName(string clientName) =>
        clientName.Length == 0 ? "BrevoTd.brevo.oauth" : $"BrevoTd.brevo.oauth:{clientName}";

    /// <summary>Registers options, token store and flow of one client. A second call with the same name adds nothing.</summary>
    public static void Add(IServiceCollection services, string clientName)
    {
        services.AddOptions<BrevoOAuthOptions>(clientName).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BrevoOAuthOptions>, BrevoOAuthOptionsValidator>());
        AddHttp(services, clientName);
        services.TryAddKeyedSingleton<ITokenStore>(HttpClientName(clientName), (_, _) => new MemoryTokenStore());
        services.TryAddKeyedSingleton(
            clientName,
            (provider, _) => CreateFlow(provider, clientName, CurrentOptions(provider, clientName), Store(provider, clientName))
        );
        if (clientName.Length == 0)
        {
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<BrevoOAuthFlow>(clientName));
        }
    }

    public static IHttpClientBuilder AddHttp(IServiceCollection services, string clientName)
    {
        var key = HttpClientName(clientName);
        var http = services.AddHttpClient(key);
        if (!services.Any(d => d.IsKeyedService && d.ServiceType == typeof(Protected) && Equals(d.ServiceKey, key)))
        {
            services.AddKeyedSingleton(key, new Protected());
            ProtectedHttpClient.Protect(http);
        }

        return http;
    }

    public static OAuthTokenSource CreateSource(IServiceProvider provider, string clientName)
    {
        var clock = Clock(provider);
        var storage = new TokenStorage(Store(provider, clientName), clientName, clock);
        var exchange = Exchange(provider, clientName);
        var renewal = new TokenRenewal(clientName, storage, exchange, clock, Logger(provider));
        return new OAuthTokenSource(clientName, CurrentOptions(provider, clientName), renewal, clock, Logger(provider));
    }

    public static BrevoOAuthFlow CreateFlow(
        IServiceProvider provider,
        string clientName,
        Func<BrevoOAuthOptions> options,
        ITokenStore store
    )
    {
        var clock = Clock(provider);
        return new BrevoOAuthFlow(
            options,
            Endpoint(provider, clientName),
            Exchange(provider, clientName),
            new TokenStorage(store, clientName, clock),
            clock
        );
    }

    private static ITokenStore Store(IServiceProvider provider, string clientName) =>
        provider.GetRequiredKeyedService<ITokenStore>(HttpClientName(clientName));

    private static Func<BrevoOAuthOptions> CurrentOptions(IServiceProvider provider, string clientName)
    {
        var monitor = provider.GetRequiredService<IOptionsMonitor<BrevoOAuthOptions>>();
        return () => monitor.Get(clientName);
    }

    private static TokenEndpoint Endpoint(IServiceProvider provider, string clientName) =>
        new(provider.GetRequiredService<IHttpClientFactory>(), HttpClientName(clientName), Clock(provider));

    private static TokenExchange Exchange(IServiceProvider provider, string clientName) =>
        new(Endpoint(provider, clientName), Clock(provider), Logger(provider));

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger Logger(IServiceProvider provider) =>
        (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(AuthenticationLog.Category);

    /// <summary>Tells that an HTTP client has been protected already.</summary>
    private sealed class Protected;
}
