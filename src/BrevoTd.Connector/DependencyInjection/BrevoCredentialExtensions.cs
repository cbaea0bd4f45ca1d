using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says where a Brevo client's credentials come from.</summary>
public static class BrevoCredentialExtensions
{
    /// <summary>Fetches the credential with a function, for instance from a vault, and caches it.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="fetch">Fetches the credential that is current now; called once for all calls that wait, and again when the lifetime ends or the service rejects the credential.</param>
    /// <param name="lifetime">How old a credential may become before it is fetched anew; <see langword="null"/> means 5 minutes. See <see cref="CredentialCacheOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 7 days.</exception>
    public static IBrevoClientBuilder UseCredentials(
        this IBrevoClientBuilder builder,
        Func<CredentialRequest, CancellationToken, ValueTask<Credential>> fetch,
        TimeSpan? lifetime = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(fetch);
        ServiceClientRegistration.UseCachedCredentials(
            builder.Services,
            builder.Http.Name,
            _ => new DelegateCredentialSource(fetch),
            lifetime
        );
        return builder;
    }

    /// <summary>Takes credentials from a source of your own, and caches them.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="create">Makes the source, once; the container disposes it. The last call wins.</param>
    /// <param name="lifetime">How old a credential may become before the source is asked again. See <see cref="CredentialCacheOptions"/> for the rest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 7 days.</exception>
    public static IBrevoClientBuilder UseCredentials(
        this IBrevoClientBuilder builder,
        Func<IServiceProvider, ICredentialSource> create,
        TimeSpan lifetime
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        ServiceClientRegistration.UseCachedCredentials(builder.Services, builder.Http.Name, create, lifetime);
        return builder;
    }

    /// <summary>Takes the API key from the environment variable <c>BREVO_API_KEY</c> where <see cref="ServiceClientOptions.ApiKey"/> is not set.</summary>
    /// <param name="builder">The client.</param>
    public static IBrevoClientBuilder UseEnvironment(this IBrevoClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ServiceClientRegistration.UseEnvironment(builder.Services, builder.Http.Name, BrevoSurroundings.KeyVariable);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<BrevoClientOptions>, BrevoSurroundings>());
        return builder;
    }
}
