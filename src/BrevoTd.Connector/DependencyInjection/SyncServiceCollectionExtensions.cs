using System.Diagnostics.CodeAnalysis;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers jobs between Treasure Data and Brevo.</summary>
public static class SyncServiceCollectionExtensions
{
    /// <summary>
    /// Registers a job as <see cref="SyncJob{T}"/>, and among all jobs as <see cref="SyncJob"/>. It runs with the container's <see cref="BrevoClient"/>, <see cref="TreasureDataClient"/> and <see cref="ISyncStore"/>, which have to be
    /// registered too. Calling it twice for one definition is harmless.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options of the job; <see langword="null"/> for the defaults.</param>
    /// <typeparam name="T">The definition. Its constructor may ask for services.</typeparam>
    /// <returns>The services.</returns>
    public static IServiceCollection AddSync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services,
        Action<SyncJobOptions>? configure = null
    )
        where T : SyncDefinition
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(SyncJob<T>)))
        {
            return services;
        }

        services.TryAddSingleton<T>();
        services.AddSingleton(provider =>
        {
            var options = new SyncJobOptions
            {
                LoggerFactory = provider.GetService<ILoggerFactory>(),
                TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            };
            configure?.Invoke(options);
            return new SyncJob<T>(
                provider.GetRequiredService<T>(),
                provider.GetRequiredService<BrevoClient>(),
                provider.GetRequiredService<TreasureDataClient>(),
                provider.GetRequiredService<ISyncStore>(),
                options
            );
        });
        services.AddSingleton<SyncJob>(provider => provider.GetRequiredService<SyncJob<T>>());
        return services;
    }
}
