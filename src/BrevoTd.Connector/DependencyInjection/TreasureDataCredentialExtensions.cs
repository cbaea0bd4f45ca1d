using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says where a Treasure Data client's credentials, and with them its region, come from.</summary>
public static class TreasureDataCredentialExtensions
{
    /// <summary>Fetches the credential with a function, for instance from a vault, and caches it.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="fetch">Fetches the credential that is current now; called once for all calls that wait, and again when the lifetime ends or the service rejects the credential.</param>
    /// <param name="lifetime">How old a credential may become before it is fetched anew; <see langword="null"/> means 5 minutes. See <see cref="CredentialCacheOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 7 days.</exception>
    public static ITreasureDataClientBuilder UseCredentials(
        this ITreasureDataClientBuilder builder,
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
    public static ITreasureDataClientBuilder UseCredentials(
        this ITreasureDataClientBuilder builder,
        Func<IServiceProvider, ICredentialSource> create,
        TimeSpan lifetime
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        ServiceClientRegistration.UseCachedCredentials(builder.Services, builder.Http.Name, create, lifetime);
        return builder;
    }

    /// <summary>
    /// Takes the API key from the environment variable <c>TD_API_KEY</c> where <see cref="ServiceClientOptions.ApiKey"/> is not set, and the server from
    /// <c>TD_API_SERVER</c> where neither <see cref="TreasureDataClientOptions.Site"/> nor <see cref="TreasureDataClientOptions.BaseAddress"/> is set.
    /// </summary>
    /// <remarks>As in the Toolbelt, the longer names <c>TREASURE_DATA_API_KEY</c> and <c>TREASURE_DATA_API_SERVER</c> take precedence.</remarks>
    /// <param name="builder">The client.</param>
    public static ITreasureDataClientBuilder UseEnvironment(this ITreasureDataClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ServiceClientRegistration.UseEnvironment(builder.Services, builder.Http.Name, TreasureDataSurroundings.KeyVariable);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IPostConfigureOptions<TreasureDataClientOptions>, TreasureDataSurroundings>()
        );
        return builder;
    }

    /// <summary>
    /// Takes key and server from where Treasure Data's Toolbelt has them: options that are set come first, then the environment as in
    /// <see cref="UseEnvironment"/>, then <c>apikey</c> and <c>endpoint</c> in the section <c>[account]</c> of the Toolbelt's file.
    /// </summary>
    /// <remarks>
    /// The key in the file is read again every 5 minutes, and when the service rejects it: a key that <c>td account</c> replaced is used without a
    /// restart. A change of the server is not. When nothing gives a key, creating the client fails with an <see cref="OptionsValidationException"/>.
    /// </remarks>
    /// <param name="builder">The client.</param>
    /// <param name="path">
    /// The file; <see langword="null"/> means where the Toolbelt looks: the environment variables <c>TREASURE_DATA_CONFIG_PATH</c> and
    /// <c>TD_CONFIG_PATH</c>, then <c>.td/td.conf</c> in the user's home folder.
    /// </param>
    public static ITreasureDataClientBuilder UseToolbeltConfiguration(this ITreasureDataClientBuilder builder, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseEnvironment();
        var name = builder.Name;
        builder.Services.Configure<ToolbeltParts>(
            name,
            parts =>
            {
                parts.IsUsed = true;
                parts.Path = path;
            }
        );
        ServiceClientRegistration.UseCredentials(builder.Services, builder.Http.Name, provider => CreateSource(provider, name, path));
        builder.Services.Configure<ServiceClientParts>(builder.Http.Name, parts => parts.IsKeyFromToolbelt = true);
        return builder;
    }

    private static FallbackCredentialSource CreateSource(IServiceProvider provider, string name, string? path)
    {
        var environment = provider.GetRequiredService<IProcessEnvironment>();
        var options = provider.GetRequiredService<IOptionsMonitor<TreasureDataClientOptions>>();
        var file = new DelegateCredentialSource(
            (_, _) => new(Credential.ApiKey(ToolbeltFile.Read(ToolbeltFile.Locate(environment, path)).RequireKey()))
        );
        return new FallbackCredentialSource(() => options.Get(name).ApiKey, ServiceClientRegistration.Cached(provider, file));
    }
}
