using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Benchmarks;

/// <summary>
/// What one call costs in the pipeline itself: retry, breaker, quota, both time-outs, authentication, body buffering, log events and metrics, against a
/// bare <see cref="HttpClient"/>. All have the same service in memory behind them, send the same headers, and read the answer into the same type.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory, BenchmarkLogicalGroupRule.ByParams)]
[CategoriesColumn]
public class PipelineCost
{
    private const string Key = "xkeysib-benchmark";

    private static readonly ServiceOperation s_get = new("contacts.get", HttpMethod.Get, "contacts/{identifier}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_post = new("contacts.upsert", HttpMethod.Post, "contacts", RepeatRule.Idempotent);
    private static readonly ProductInfoHeaderValue s_product = new("benchmark", "1.0.0");
    private static readonly Uri s_getAddress = new("https://api.brevo.com/v3/contacts/42");
    private static readonly Uri s_postAddress = new("https://api.brevo.com/v3/contacts");

    private readonly byte[] _body =
        """{"email":"customer000042@example.com","attributes":{"FIRSTNAME":"Anna"},"updateEnabled":true}"""u8.ToArray();
    private readonly List<IDisposable> _ends = [];
    private Func<HttpClient>? _client;
    private IServiceTransport? _transport;

    /// <summary>Length of the service's answer.</summary>
    [Params(200, 1024)]
    public int AnswerBytes { get; set; }

    /// <summary>A client with nothing around it.</summary>
    [GlobalSetup(Targets = [nameof(GetBare), nameof(PostBare)])]
    public void SetupBare()
    {
        var client = new HttpClient(new InMemoryService(AnswerBytes));
        _ends.Add(client);
        _client = () => client;
    }

    /// <summary>A client of the factory with the resilience handler that applications add when they have no SDK.</summary>
    [GlobalSetup(Targets = [nameof(GetStandard), nameof(PostStandard)])]
    public void SetupStandard()
    {
        var services = new ServiceCollection();
        services
            .AddHttpClient("standard")
            .ConfigurePrimaryHttpMessageHandler(() => new InMemoryService(AnswerBytes))
            .AddStandardResilienceHandler();
        var factory = Build(services).GetRequiredService<IHttpClientFactory>();
        _client = () => factory.CreateClient("standard");
    }

    /// <summary>The connector as it is registered, with a credential source and a quota that is counted but never reached.</summary>
    [GlobalSetup(Targets = [nameof(GetConnector), nameof(PostConnector)])]
    public void SetupConnector()
    {
        var services = new ServiceCollection();
        services
            .AddBrevoClient(_ => { })
            .UseCredentials(_ => new FixedCredential())
            .UseQuotaLimiter(_ => new LocalQuotaLimiter([
                new QuotaRule
                {
                    Bucket = "contacts",
                    Route = "contacts/**",
                    PerSecond = 10_000_000,
                    PerHour = int.MaxValue,
                },
            ]))
            .Http.ConfigurePrimaryHttpMessageHandler(() => new InMemoryService(AnswerBytes));
        _transport = Build(services).GetRequiredKeyedService<IServiceTransport>("BrevoTd.brevo");
    }

    /// <summary>The connector while its spans and measurements are listened to.</summary>
    [GlobalSetup(Targets = [nameof(GetConnectorWatched), nameof(PostConnectorWatched)])]
    public void SetupWatched()
    {
        var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorDiagnostics.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(activities);
        _ends.Add(activities);
        var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == ConnectorDiagnostics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        meters.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        meters.Start();
        _ends.Add(meters);
        SetupConnector();
    }

    /// <summary>Ends what the set-up began.</summary>
    [GlobalCleanup]
    public void Cleanup() => _ends.ForEach(end => end.Dispose());

    /// <summary>GET by a bare client.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("GET")]
    public Task<ContactDetails?> GetBare() => SendAsync(_client!(), HttpMethod.Get, s_getAddress, content: null);

    /// <summary>GET by a client with the standard resilience handler.</summary>
    [Benchmark]
    [BenchmarkCategory("GET")]
    public Task<ContactDetails?> GetStandard() => SendAsync(_client!(), HttpMethod.Get, s_getAddress, content: null);

    /// <summary>GET by the connector.</summary>
    [Benchmark]
    [BenchmarkCategory("GET")]
    public Task<ContactDetails> GetConnector() =>
        _transport!.SendAsync(new ServiceRequest(s_get, "contacts/42"), BrevoJsonContext.Default.ContactDetails, CancellationToken.None);

    /// <summary>GET by the connector with listeners.</summary>
    [Benchmark]
    [BenchmarkCategory("GET")]
    public Task<ContactDetails> GetConnectorWatched() => GetConnector();

    /// <summary>POST by a bare client.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("POST")]
    public Task<ContactDetails?> PostBare() => SendAsync(_client!(), HttpMethod.Post, s_postAddress, Content());

    /// <summary>POST by a client with the standard resilience handler.</summary>
    [Benchmark]
    [BenchmarkCategory("POST")]
    public Task<ContactDetails?> PostStandard() => SendAsync(_client!(), HttpMethod.Post, s_postAddress, Content());

    /// <summary>POST by the connector.</summary>
    [Benchmark]
    [BenchmarkCategory("POST")]
    public Task<ContactDetails> PostConnector() =>
        _transport!.SendAsync(
            new ServiceRequest(s_post, "contacts") { Content = Content() },
            BrevoJsonContext.Default.ContactDetails,
            CancellationToken.None
        );

    /// <summary>POST by the connector with listeners.</summary>
    [Benchmark]
    [BenchmarkCategory("POST")]
    public Task<ContactDetails> PostConnectorWatched() => PostConnector();

    private ServiceProvider Build(ServiceCollection services)
    {
        var provider = services.BuildServiceProvider();
        _ends.Add(provider);
        return provider;
    }

    private ByteArrayContent Content()
    {
        var content = new ByteArrayContent(_body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    private static async Task<ContactDetails?> SendAsync(HttpClient client, HttpMethod method, Uri address, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        request.Headers.TryAddWithoutValidation("api-key", Key);
        request.Headers.UserAgent.Add(s_product);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync();
        return JsonSerializer.Deserialize(body, BrevoJsonContext.Default.ContactDetails);
    }

    private sealed class FixedCredential : ICredentialSource
    {
        private static readonly Credential s_credential = Credential.ApiKey(Key);

        public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(s_credential);
    }
}
