using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="SqliteSyncStore"/> as the <see cref="ISyncStore"/> of the container's syncs. The store that is registered last is used.</summary>
public static class SqliteSyncStoreServiceCollectionExtensions
{
    /// <summary>Registers a store in a SQLite file.</summary>
    /// <param name="services">The services.</param>
    /// <param name="path">Path of the database file; it is created if it is missing.</param>
    public static IServiceCollection AddSqliteSyncStore(this IServiceCollection services, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return services.AddSqliteSyncStore(options => options.Path = path);
    }

    /// <summary>Registers a store in a SQLite file.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddSqliteSyncStore(this IServiceCollection services, Action<SqliteSyncStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return Add(services);
    }

    /// <summary>Registers a store in a SQLite file.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the options.</param>
    public static IServiceCollection AddSqliteSyncStore(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Configure<SqliteSyncStoreOptions>(section);
        return Add(services);
    }

    private static IServiceCollection Add(IServiceCollection services)
    {
        services.AddOptions<SqliteSyncStoreOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteSyncStoreOptions>, Validator>());
        services.TryAddSingleton(static provider => new SqliteSyncStore(
            provider.GetRequiredService<IOptions<SqliteSyncStoreOptions>>().Value,
            provider.GetService<TimeProvider>()
        ));
        services.Replace(ServiceDescriptor.Singleton<ISyncStore>(static provider => provider.GetRequiredService<SqliteSyncStore>()));
        return services;
    }

    private sealed class Validator : IValidateOptions<SqliteSyncStoreOptions>
    {
        public ValidateOptionsResult Validate(string? name, SqliteSyncStoreOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
