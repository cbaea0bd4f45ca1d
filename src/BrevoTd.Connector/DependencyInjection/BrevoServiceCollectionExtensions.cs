using BrevoTd.Connector.Brevo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Registers <see cref="BrevoClient"/>. Calling a method twice for one name is harmless: the options of both calls are applied in turn.
/// Options are checked when the host starts and when the client is created; what is wrong is named by an <see cref="OptionsValidationException"/>.
/// </summary>
public static class BrevoServiceCollectionExtensions
{
    /// <summary>Registers the client; its options are configured elsewhere, by <c>services.Configure&lt;BrevoClientOptions&gt;(…)</c>.</summary>
    /// <param name="services">The services.</param>
    public static IBrevoClientBuilder AddBrevoClient(this IServiceCollection services) =>
        services.AddBrevoClient(Options.Options.DefaultName);

    /// <summary>Registers the client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IBrevoClientBuilder AddBrevoClient(this IServiceCollection services, Action<BrevoClientOptions> configure) =>
        services.AddBrevoClient(Options.Options.DefaultName, configure);

    /// <summary>Registers the client; a reload of the configuration is used by the next call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the options.</param>
    public static IBrevoClientBuilder AddBrevoClient(this IServiceCollection services, IConfigurationSection section) =>
        services.AddBrevoClient(Options.Options.DefaultName, section);

    /// <summary>Registers a named client, which is resolved as a keyed service; its options are configured elsewhere, under the same name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the client and of its options.</param>
    public static IBrevoClientBuilder AddBrevoClient(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        services.AddOptions<BrevoClientOptions>(name).ValidateOnStart();
        return new BrevoClientBuilder(name, services, BrevoClientServices.Add(services, name));
    }

    /// <summary>Registers a named client, which is resolved as a keyed service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the client and of its options.</param>
    /// <param name="configure">Sets the options.</param>
    public static IBrevoClientBuilder AddBrevoClient(this IServiceCollection services, string name, Action<BrevoClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddBrevoClient(name);
        services.Configure(name, configure);
        return builder;
    }

    /// <summary>Registers a named client, which is resolved as a keyed service; a reload of the configuration is used by the next call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the client and of its options.</param>
    /// <param name="section">The section that holds the options.</param>
    public static IBrevoClientBuilder AddBrevoClient(this IServiceCollection services, string name, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        var builder = services.AddBrevoClient(name);
        services.Configure<BrevoClientOptions>(name, section);
        return builder;
    }
}
