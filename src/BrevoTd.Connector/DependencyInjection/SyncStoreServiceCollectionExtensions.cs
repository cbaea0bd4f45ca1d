using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the <see cref="ISyncStore"/> of the container's syncs. The store that is registered last is used.</summary>
public static class SyncStoreServiceCollectionExtensions
{
    /// <summary>Registers a <see cref="FileSyncStore"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="folder">The folder; it is created when something is kept.</param>
    public static IServiceCollection AddFileSyncStore(this IServiceCollection services, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return services.AddFileSyncStore(options => options.Folder = folder);
    }

    /// <summary>Registers a <see cref="FileSyncStore"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddFileSyncStore(this IServiceCollection services, Action<FileSyncStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return AddFile(services);
    }

    /// <summary>Registers a <see cref="FileSyncStore"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the options.</param>
    public static IServiceCollection AddFileSyncStore(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Configure<FileSyncStoreOptions>(section);
        return AddFile(services);
    }

    /// <summary>Registers a <see cref="TdTableSyncStore"/>, which uses the registered <see cref="TreasureDataClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="database">The database, which must exist; tables are created when they are first used.</param>
    public static IServiceCollection AddTdTableSyncStore(this IServiceCollection services, string database)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        return services.AddTdTableSyncStore(options => options.Database = database);
    }

    /// <summary>Registers a <see cref="TdTableSyncStore"/>, which uses the registered <see cref="TreasureDataClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddTdTableSyncStore(this IServiceCollection services, Action<TdTableSyncStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return AddTdTable(services);
    }

    /// <summary>Registers a <see cref="TdTableSyncStore"/>, which uses the registered <see cref="TreasureDataClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the options.</param>
    public static IServiceCollection AddTdTableSyncStore(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Configure<TdTableSyncStoreOptions>(section);
        return AddTdTable(services);
    }

    private static IServiceCollection AddFile(IServiceCollection services)
    {
        services.AddOptions<FileSyncStoreOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FileSyncStoreOptions>, FileValidator>());
        services.TryAddSingleton(static provider => new FileSyncStore(
            provider.GetRequiredService<IOptions<FileSyncStoreOptions>>().Value,
            provider.GetService<TimeProvider>()
        ));
        services.Replace(ServiceDescriptor.Singleton<ISyncStore>(static provider => provider.GetRequiredService<FileSyncStore>()));
        return services;
    }

    private static IServiceCollection AddTdTable(IServiceCollection services)
    {
        services.AddOptions<TdTableSyncStoreOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TdTableSyncStoreOptions>, TdTableValidator>());
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<TdTableSyncStoreOptions>>().Value;
            var client = options.ClientName is { } name
                ? provider.GetRequiredKeyedService<TreasureDataClient>(name)
                : provider.GetRequiredService<TreasureDataClient>();
            return new TdTableSyncStore(client, options, provider.GetService<TimeProvider>());
        });
        services.Replace(ServiceDescriptor.Singleton<ISyncStore>(static provider => provider.GetRequiredService<TdTableSyncStore>()));
        return services;
    }

    private static ValidateOptionsResult Result(IEnumerable<string> problems) =>
        problems.ToList() is { Count: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;

    private sealed class FileValidator : IValidateOptions<FileSyncStoreOptions>
    {
        public ValidateOptionsResult Validate(string? name, FileSyncStoreOptions options) => Result(options.Problems());
    }

    private sealed class TdTableValidator : IValidateOptions<TdTableSyncStoreOptions>
    {
        public ValidateOptionsResult Validate(string? name, TdTableSyncStoreOptions options) => Result(options.Problems());
    }
}
