using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Runs jobs on an interval in a host, and tells its health checks of them.</summary>
public static class SyncScheduleServiceCollectionExtensions
{
    /// <summary>
    /// Runs a job on an interval while the host runs. The job has to be registered with <c>AddSync&lt;T&gt;()</c>. One run follows another, never two at once, also not across processes; a run that finds another one under way is passed
    /// over; one that fails is logged and tried again at the next interval. When the host stops, the run under way is cancelled and waited for; give it time with <c>HostOptions.ShutdownTimeout</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; <see langword="null"/> for the defaults.</param>
    /// <typeparam name="T">The definition of the job.</typeparam>
    /// <returns>The services. Calling it again for the same definition adds to its options only.</returns>
    public static IServiceCollection AddSyncSchedule<T>(this IServiceCollection services, Action<SyncScheduleOptions>? configure = null)
        where T : SyncDefinition
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(NameOf<T>(), configure);
        }

        return Add<T>(services);
    }

    /// <summary>Runs a job on an interval while the host runs (<see cref="AddSyncSchedule{T}(IServiceCollection, Action{SyncScheduleOptions})"/>).</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the options.</param>
    /// <typeparam name="T">The definition of the job.</typeparam>
    /// <returns>The services.</returns>
    public static IServiceCollection AddSyncSchedule<T>(this IServiceCollection services, IConfigurationSection section)
        where T : SyncDefinition
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Configure<SyncScheduleOptions>(NameOf<T>(), section);
        return Add<T>(services);
    }

    /// <summary>
    /// Adds a health check over all scheduled jobs of this process: <c>Degraded</c> when the last run of one failed or was not complete, <c>Unhealthy</c> (or <paramref name="failureStatus"/>) when it had no complete run for
    /// <see cref="SyncScheduleOptions.UnhealthyAfterIntervals"/> intervals, counted from the start of the process at first. Its data are times, counts and words; they name nobody.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">Name of the check.</param>
    /// <param name="failureStatus">What is said in place of <c>Unhealthy</c>; <see langword="null"/> for that.</param>
    /// <param name="tags">Tags by which checks are selected.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddSyncHealthCheck(
        this IHealthChecksBuilder builder,
        string name = "brevotd-sync",
        HealthStatus? failureStatus = null,
        params IEnumerable<string> tags
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Add(
            new HealthCheckRegistration(
                name,
                static provider => new SyncHealthCheck(provider.GetServices<SyncSchedule>()),
                failureStatus ?? HealthStatus.Unhealthy,
                tags
            )
        );
    }

    private static string NameOf<T>() => typeof(T).FullName!;

    private static IServiceCollection Add<T>(IServiceCollection services)
        where T : SyncDefinition
    {
        if (services.Any(service => service.ServiceType == typeof(Marker<T>)))
        {
            return services;
        }

        services.AddSingleton<Marker<T>>();
        services.AddOptions<SyncScheduleOptions>(NameOf<T>()).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SyncScheduleOptions>, Validator>());
        services.AddSingleton(provider => provider.GetRequiredService<Marker<T>>().Schedule);
        services.AddSingleton<IHostedService>(provider => new SyncScheduleService(
            provider.GetRequiredService<Marker<T>>().Schedule,
            provider.GetService<ILogger<SyncScheduleService>>() ?? Logging.Abstractions.NullLogger<SyncScheduleService>.Instance
        ));
        return services;
    }

    /// <summary>Keeps the schedules of several definitions apart, which all have the same type.</summary>
    private sealed class Marker<T>(IServiceProvider provider)
        where T : SyncDefinition
    {
        public SyncSchedule Schedule { get; } =
            new(
                provider.GetService<SyncJob<T>>()
                    ?? throw new InvalidOperationException(
                        $"There is no job of {typeof(T).Name} to schedule. Register it with services.AddSync<{typeof(T).Name}>() too."
                    ),
                provider.GetRequiredService<IOptionsMonitor<SyncScheduleOptions>>().Get(NameOf<T>()),
                provider.GetService<TimeProvider>() ?? TimeProvider.System
            );
    }

    private sealed class Validator : IValidateOptions<SyncScheduleOptions>
    {
        public ValidateOptionsResult Validate(string? name, SyncScheduleOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
