using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Registers <see cref="TreasureDataClient"/>. Calling a method twice for one name is harmless: the options of both calls are applied in turn.
/// Options are checked when the host starts and when the client is created; what is wrong is named by an <see cref="OptionsValidationException"/>.
/// </summary>
public static class TreasureDataServiceCollectionExtensions
{
    /// <summary>Registers the client; its options are configured elsewhere, by <c>services.Configure&lt;TreasureDataClientOptions&gt;(…)</c>.</summary>
    /// <param name="services">The services.</param>
    public static ITreasureDataClientBuilder AddTreasureDataClient(this IServiceCollection services) =>
        services.AddTreasureDataClient(Options.Options.DefaultName);

    /// <summary>Registers the client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static ITreasureDataClientBuilder AddTreasureDataClient(
        this IServiceCollection services,
        Action<TreasureDataClientOptions> configure
    ) => services.AddTreasureDataClient(Options.Options.DefaultName, configure);

    /// <summary>Registers the client; a reload of the configuration is used by the next call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the options.</param>
    public static ITreasureDataClientBuilder AddTreasureDataClient(this IServiceCollection services, IConfigurationSection section) =>
        services.AddTreasureDataClient(Options.Options.DefaultName, section);

    /// <summary>Registers a named client, which is resolved as a keyed service; its options are configured elsewhere, under the same name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the client and of its options.</param>
    public static ITreasureDataClientBuilder AddTreasureDataClient(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        services.AddOptions<TreasureDataClientOptions>(name).ValidateOnStart();
        return new TreasureDataClientBuilder(name, services, TreasureDataClientServices.Add(services, name));
    }

    /// <summary>Registers a named client, which is resolved as a keyed service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the client and of its options.</param>
    /// <param name="configure">Sets the options.</param>
    public static ITreasureDataClientBuilder AddTreasureDataClient(
        this IServiceCollection services,
        string name,
        Action<TreasureDataClientOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddTreasureDataClient(name);
        services.Configure(name, configure);
        return builder;
    }

    /// <summary>Registers a named client, which is resolved as a keyed service; a reload of the configuration is used by the next call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the client and of its options.</param>
    /// <param name="section">The section that holds the options.</param>
    public static ITreasureDataClientBuilder AddTreasureDataClient(
        this IServiceCollection services,
        string name,
        IConfigurationSection section
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        var builder = services.AddTreasureDataClient(name);
        services.Configure<TreasureDataClientOptions>(name, section);
        return builder;
    }
}
