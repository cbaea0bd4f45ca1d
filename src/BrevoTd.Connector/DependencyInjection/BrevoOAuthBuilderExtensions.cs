using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// OAuth 2.0 for a Brevo client in place of an API key. The options are checked when the host starts and when the client is created; what is wrong is named by an
/// <see cref="OptionsValidationException"/>.
/// </summary>
public static class BrevoOAuthBuilderExtensions
{
    /// <summary>Uses OAuth; its options are configured elsewhere, by <c>services.Configure&lt;BrevoOAuthOptions&gt;(name, …)</c>.</summary>
    /// <param name="builder">The client.</param>
    public static IBrevoClientBuilder UseOAuth(this IBrevoClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OAuthServices.Add(builder.Services, builder.Name);
        var name = builder.Name;
        ServiceClientRegistration.UseCredentials(
            builder.Services,
            builder.Http.Name,
            provider => OAuthServices.CreateSource(provider, name)
        );
        return builder;
    }

    /// <summary>Uses OAuth.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets the options.</param>
    public static IBrevoClientBuilder UseOAuth(this IBrevoClientBuilder builder, Action<BrevoOAuthOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.UseOAuth();
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>Uses OAuth; a reload of the configuration is used by the next call.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="section">The section that holds the options.</param>
    public static IBrevoClientBuilder UseOAuth(this IBrevoClientBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        builder.UseOAuth();
        builder.Services.Configure<BrevoOAuthOptions>(builder.Name, section);
        return builder;
    }

    /// <summary>Keeps OAuth tokens in a store that outlives the process; without this they are kept in memory.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="store">The store; several clients may share it. It is not disposed.</param>
    public static IBrevoClientBuilder UseTokenStore(this IBrevoClientBuilder builder, ITokenStore store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        builder.Services.AddKeyedSingleton(OAuthServices.HttpClientName(builder.Name), store);
        return builder;
    }

    /// <summary>Keeps OAuth tokens in a store that outlives the process; without this they are kept in memory.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="create">Makes the store, once; the container disposes it. The last call wins.</param>
    public static IBrevoClientBuilder UseTokenStore(this IBrevoClientBuilder builder, Func<IServiceProvider, ITokenStore> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddKeyedSingleton(OAuthServices.HttpClientName(builder.Name), (provider, _) => create(provider));
        return builder;
    }

    /// <summary>
    /// Adjusts how the token endpoint is reached: a proxy or certificates (<c>UseSocketsHttpHandler</c>), own message handlers. It has an HTTP client of its own, beside
    /// <see cref="IBrevoClientBuilder.Http"/>. A primary handler that replaces the library's must not follow redirects by itself.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Adjusts the HTTP client.</param>
    public static IBrevoClientBuilder ConfigureOAuthHttp(this IBrevoClientBuilder builder, Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        configure(OAuthServices.AddHttp(builder.Services, builder.Name));
        return builder;
    }
}
