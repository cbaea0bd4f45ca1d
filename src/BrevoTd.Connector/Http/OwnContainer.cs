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
    >(TOptions options, IValidateOptions<TOptions> validator, Action<IServiceCollection>? configureServices, Action<IServiceCollection> add)
        where TOptions : ServiceClientOptions
    {
        // Later changes of the caller's object would pass unchecked.
        var copy = (TOptions)options.Copy();
        if (validator.Validate(Options.DefaultName, copy) is { Failed: true } result)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), result.Failures);
        }

        var services = new ServiceCollection();
        services.AddSingleton(QuotaRegistry.Process);
        add(services);
        configureServices?.Invoke(services);
        services.AddSingleton<IOptionsMonitor<TOptions>>(new FixedOptionsMonitor<TOptions>(copy));
        return services.BuildServiceProvider();
    }
}
