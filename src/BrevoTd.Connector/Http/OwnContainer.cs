using System.Diagnostics.CodeAnalysis;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Http;

/// <summary>The small container behind a client that was made by <c>Create</c>: the same registrations as in an application's own.</summary>
internal static class OwnContainer
{
    public static ServiceProvider Build<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
    >(TOptions options, Action<IServiceCollection>? configureServices, Action<IServiceCollection> add)
        where TOptions : ServiceClientOptions
    {
        // Later changes of the caller's object would pass unchecked.
        var copy = (TOptions)options.Copy();
        var services = new ServiceCollection();
        services.AddSingleton(QuotaRegistry.Process);
        add(services);
        configureServices?.Invoke(services);
        services.AddSingleton<IOptionsMonitor<TOptions>>(new FixedOptionsMonitor<TOptions>(copy));
        var provider = services.BuildServiceProvider();
        try
        {
            Complete(provider, copy);
        }
        catch
        {
            provider.Dispose();
            throw;
        }

        return provider;
    }

    /// <summary>Does with given options what a container does with its own.</summary>
    private static void Complete<TOptions>(ServiceProvider provider, TOptions options)
        where TOptions : ServiceClientOptions
    {
        foreach (var step in provider.GetServices<IPostConfigureOptions<TOptions>>())
        {
            step.PostConfigure(Options.DefaultName, options);
        }

        var failures = provider
            .GetServices<IValidateOptions<TOptions>>()
            .Select(validator => validator.Validate(Options.DefaultName, options))
            .Where(result => result.Failed)
            .SelectMany(result => result.Failures ?? [])
            .ToList();
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), failures);
        }
    }
}
