using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses parts of a Treasure Data client.</summary>
public static class TreasureDataClientBuilderExtensions
{
    /// <summary>Takes credentials from a source of your own, such as a vault, instead of <see cref="ServiceClientOptions.ApiKey"/>.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="create">Makes the source, once; the container disposes it. The last call wins.</param>
    public static ITreasureDataClientBuilder UseCredentials(
        this ITreasureDataClientBuilder builder,
        Func<IServiceProvider, ICredentialSource> create
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        ServiceClientRegistration.UseCredentials(builder.Services, builder.Http.Name, create);
        return builder;
    }

    /// <summary>Takes permits from a limiter of your own, such as one that several processes share or one with a table of your own.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="create">Makes the limiter, once; the container disposes it. The last call wins.</param>
    public static ITreasureDataClientBuilder UseQuotaLimiter(
        this ITreasureDataClientBuilder builder,
        Func<IServiceProvider, IQuotaLimiter> create
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        ServiceClientRegistration.UseQuotaLimiter(builder.Services, builder.Http.Name, create);
        return builder;
    }
}
