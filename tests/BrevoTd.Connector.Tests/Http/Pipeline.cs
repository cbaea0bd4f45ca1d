using System.Text.Json.Serialization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>A client's real pipeline from its registration, with a fake clock and a script in place of the socket.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    public static readonly ServiceOperation Read = new("things.get", HttpMethod.Get, "contacts/{identifier}", RepeatRule.Idempotent);
    public static readonly ServiceOperation Keyed = new("things.issue", HttpMethod.Post, "contacts/keyed", RepeatRule.IdempotentWithKey);
    public static readonly ServiceOperation Write = new("things.create", HttpMethod.Post, "contacts", RepeatRule.NotIdempotent);
    public static readonly ServiceOperation Slow = new("processes.get", HttpMethod.Get, "processes/{id}", RepeatRule.Idempotent);

    public static readonly string BrevoKey = Canaries.ApiKey();
    public static readonly string TreasureDataKey = Canaries.TreasureDataKey();

    private readonly ServiceProvider _provider;

    private Pipeline(ServiceProvider provider, string key, ScriptedHandler handler, WatchedClock clock, FakeLogCollector logs)
    {
        _provider = provider;
        Handler = handler;
        Clock = clock;
        Logs = logs;
        Transport = provider.GetRequiredKeyedService<IServiceTransport>(key);
    }

    public ScriptedHandler Handler { get; }

    public WatchedClock Clock { get; }

    public FakeLogCollector Logs { get; }

    public IServiceTransport Transport { get; }

    public static Pipeline Brevo(Action<BrevoClientOptions>? configure = null, Action<IBrevoClientBuilder>? build = null)
    {
        var (services, handler, clock, logs) = Begin();
        var builder = services.AddBrevoClient(o =>
        {
            o.ApiKey = BrevoKey;
            configure?.Invoke(o);
        });
        builder.Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        build?.Invoke(builder);
        return new Pipeline(services.BuildServiceProvider(), "BrevoTd.brevo", handler, clock, logs);
    }

    public static Pipeline TreasureData(
        Action<TreasureDataClientOptions>? configure = null,
        Action<ITreasureDataClientBuilder>? build = null
    )
    {
        var (services, handler, clock, logs) = Begin();
        var builder = services.AddTreasureDataClient(o =>
        {
            o.ApiKey = TreasureDataKey;
            configure?.Invoke(o);
        });
        builder.Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        build?.Invoke(builder);
        return new Pipeline(services.BuildServiceProvider(), "BrevoTd.treasure_data", handler, clock, logs);
    }

    /// <summary>One call; its result is the member <c>value</c> of the answer.</summary>
    public async Task<string?> Call(
        ServiceOperation? operation = null,
        string path = "contacts/1",
        TimeSpan? maxQuotaWait = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new ServiceRequest(operation ?? Read, path)
        {
            MaxQuotaWait = maxQuotaWait,
            Content = operation?.Method == HttpMethod.Post ? new StringContent("""{"a":1}""") : null,
        };
        var thing = await Transport.SendAsync(request, ThingContext.Default.Thing, cancellationToken);
        return thing.Value;
    }

    public ValueTask DisposeAsync() => ClockDisposal.DisposeAsync(_provider, Clock);

    private static (ServiceCollection Services, ScriptedHandler Handler, WatchedClock Clock, FakeLogCollector Logs) Begin()
    {
        var clock = new WatchedClock();
        var logs = new FakeLogCollector();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs)));
        return (services, new ScriptedHandler(), clock, logs);
    }
}

internal sealed record Thing
{
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

[JsonSerializable(typeof(Thing))]
internal sealed partial class ThingContext : JsonSerializerContext;
