using System.Reflection;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Tests.DependencyInjection;

public sealed class ClientRegistrationTests
{
    private const string TdKey = "1/0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public async Task AddClients_Unnamed_GivesSingletons()
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-a");
        services.AddTreasureDataClient(o => o.ApiKey = TdKey);
        await using var provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<BrevoClient>(), provider.GetRequiredService<BrevoClient>());
        Assert.Same(provider.GetRequiredService<TreasureDataClient>(), provider.GetRequiredService<TreasureDataClient>());
    }

    [Fact]
    public async Task AddBrevoClient_Named_GivesKeyedClientsWithTheirOwnOptions()
    {
        var handler = new ScriptedHandler();
        var services = new ServiceCollection();
        services.AddBrevoClient("fr", o => o.ApiKey = "xkeysib-fr").Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddBrevoClient("de", o => o.ApiKey = "xkeysib-de").Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<BrevoClient>("fr").Account.GetAsync();
        await provider.GetRequiredKeyedService<BrevoClient>("de").Account.GetAsync();

        Assert.Equal(["xkeysib-fr", "xkeysib-de"], handler.Seen.Select(r => r.Headers["api-key"]));
        Assert.Null(provider.GetService<BrevoClient>());
    }

    [Fact]
    public async Task AddBrevoClient_Twice_ChangesNothingButTheOptions()
    {
        var handler = new ScriptedHandler();
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-first");
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-second").Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddBrevoClient();
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<BrevoClient>().Account.GetAsync();

        Assert.Equal("xkeysib-second", Assert.Single(handler.Seen).Headers["api-key"]);
        Assert.Single(provider.GetServices<BrevoClient>());
        var limiter = provider.GetRequiredKeyedService<ServiceRuntime>("BrevoTd.brevo").Limiter;
        Assert.Equal(1, limiter.Snapshot().Buckets.Single().UsedThisHour);
    }

    [Fact]
    public async Task AddBrevoClient_WithDefaultsThatRepeatForAllClients_RepeatsOnlyItself()
    {
        var handler = new ScriptedHandler();
        handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(System.Net.HttpStatusCode.BadGateway, ""));
        var services = new ServiceCollection();
        services
            .AddBrevoClient(o =>
            {
                o.ApiKey = "xkeysib-a";
                o.MaxRetries = 0;
            })
            .Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<ServiceException>(() => provider.GetRequiredService<BrevoClient>().Account.GetAsync());

        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task AddBrevoClient_ReloadedConfiguration_UsesTheNewKey()
    {
        var handler = new ScriptedHandler();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Brevo:ApiKey", "xkeysib-old")]).Build();
        var services = new ServiceCollection();
        services.AddBrevoClient(configuration.GetSection("Brevo")).Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<BrevoClient>();
        await client.Account.GetAsync();

        configuration["Brevo:ApiKey"] = "xkeysib-new";
        configuration.Reload();
        await client.Account.GetAsync();

        Assert.Equal(["xkeysib-old", "xkeysib-new"], handler.Seen.Select(r => r.Headers["api-key"]));
    }

    [Fact]
    public async Task Quota_OfOneKeyOrAccount_IsSharedAndOfOthersNot()
    {
        var services = new ServiceCollection();
        Add("a", "xkeysib-same", null);
        Add("b", "xkeysib-same", null);
        Add("c", "xkeysib-other", null);
        Add("d", "xkeysib-x", "shop");
        Add("e", "xkeysib-y", "shop");
        await using var provider = services.BuildServiceProvider();

        Assert.Same(Limiter("a"), Limiter("b"));
        Assert.NotSame(Limiter("a"), Limiter("c"));
        Assert.Same(Limiter("d"), Limiter("e"));

        void Add(string name, string key, string? account) =>
            services.AddBrevoClient(
                name,
                o =>
                {
                    o.ApiKey = key;
                    o.Account = account;
                }
            );
        IQuotaLimiter Limiter(string name) => provider.GetRequiredKeyedService<ServiceRuntime>($"BrevoTd.brevo:{name}").Limiter;
    }

    [Fact]
    public void Options_ThatCannotBeUsed_AreAllNamedWhenTheClientIsCreated()
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(o =>
        {
            o.BaseAddress = new Uri("http://api.brevo.com/v3/");
            o.MaxRetries = 21;
            o.AttemptTimeout = TimeSpan.Zero;
            o.Tier = (BrevoTier)9;
        });
        using var provider = services.BuildServiceProvider();

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<BrevoClient>());

        foreach (var option in new[] { "ApiKey", "BaseAddress", "MaxRetries", "AttemptTimeout", "Tier" })
        {
            Assert.Contains(option, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Options_ThatCannotBeUsed_StopTheHostAtItsStart()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddTreasureDataClient("eu", o => o.Site = "mars");
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("'eu'", e.Message, StringComparison.Ordinal);
        Assert.Contains("ApiKey is missing", e.Message, StringComparison.Ordinal);
        Assert.Contains("us01, jp01 (or ap01), eu01, ap02, ap03", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xkeysib-secret\n")]
    [InlineData("xkeysib secret")]
    public void Options_KeyThatCannotBeSent_IsRefusedWithoutShowingIt(string key)
    {
        var e = Assert.Throws<OptionsValidationException>(() => BrevoClient.Create(new BrevoClientOptions { ApiKey = key }));

        Assert.Contains("line break", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(BrevoClientOptions))]
    [InlineData(typeof(TreasureDataClientOptions))]
    public void Options_EveryOne_BindsFromConfiguration(Type type)
    {
        var values = new Dictionary<string, string?>
        {
            ["ApiKey"] = "key",
            ["Account"] = "shop",
            ["AttemptTimeout"] = "00:00:11",
            ["TotalTimeout"] = "00:00:12",
            ["MaxQuotaWait"] = "00:00:13",
            ["ReadIdleTimeout"] = "00:00:14",
            ["MaxRetries"] = "15",
            ["RetryBaseDelay"] = "00:00:16",
            ["RetryMaxDelay"] = "00:00:17",
            ["BreakerDuration"] = "00:00:22",
            ["MaxAnswerBytes"] = "18000",
            ["MaxErrorBytes"] = "23000",
            ["MaxAnswerDepth"] = "24",
            ["ApplicationName"] = "Job/1",
            ["BaseAddress"] = "https://example.com/19/",
            ["ImportBaseAddress"] = "https://example.com/20/",
            ["IngestionBaseAddress"] = "https://example.com/25/",
            ["CdpBaseAddress"] = "https://example.com/26/",
            ["ProfilesBaseAddress"] = "https://example.com/27/",
            ["WorkflowBaseAddress"] = "https://example.com/28/",
            ["Tier"] = "Extended",
            ["Site"] = "eu01",
            ["MaxConcurrentRequests"] = "21",
            ["IngestionRecordsKey"] = "records",
        };
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => new KeyValuePair<string, string?>("X:" + v.Key, v.Value)))
            .Build()
            .GetSection("X");
        var services = new ServiceCollection();
        services.AddBrevoClient(section);
        services.AddTreasureDataClient(section);
        using var provider = services.BuildServiceProvider();
        ServiceClientOptions bound =
            type == typeof(BrevoClientOptions)
                ? provider.GetRequiredService<IOptionsMonitor<BrevoClientOptions>>().CurrentValue
                : provider.GetRequiredService<IOptionsMonitor<TreasureDataClientOptions>>().CurrentValue;
        var defaults = Activator.CreateInstance(type)!;

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.True(values.ContainsKey(property.Name), $"{property.Name} is not part of this test.");
            Assert.NotEqual(property.GetValue(defaults), property.GetValue(bound));
        }

        Assert.Equal(TimeSpan.FromSeconds(14), bound.ReadIdleTimeout);
        Assert.Equal(18_000, bound.MaxAnswerBytes);
    }

    [Fact]
    public void Options_ByDefault_HaveTheDocumentedValues()
    {
        var brevo = new BrevoClientOptions();
        var td = new TreasureDataClientOptions();

        Assert.Null(brevo.ApiKey);
        Assert.Null(brevo.Account);
        Assert.Equal(TimeSpan.FromSeconds(60), brevo.AttemptTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), brevo.TotalTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), brevo.MaxQuotaWait);
        Assert.Equal(TimeSpan.FromSeconds(30), brevo.ReadIdleTimeout);
        Assert.Equal(5, brevo.MaxRetries);
        Assert.Equal(TimeSpan.FromMilliseconds(500), brevo.RetryBaseDelay);
        Assert.Equal(TimeSpan.FromSeconds(30), brevo.RetryMaxDelay);
        Assert.Equal(TimeSpan.FromSeconds(15), brevo.BreakerDuration);
        Assert.Equal(64 * 1024 * 1024, brevo.MaxAnswerBytes);
        Assert.Equal(64 * 1024, brevo.MaxErrorBytes);
        Assert.Equal(64, brevo.MaxAnswerDepth);
        Assert.Null(brevo.ApplicationName);
        Assert.Equal("https://api.brevo.com/v3/", brevo.BaseAddress.AbsoluteUri);
        Assert.Equal(BrevoTier.General, brevo.Tier);
        Assert.Equal("us01", td.Site);
        Assert.Null(td.BaseAddress);
        Assert.Null(td.ImportBaseAddress);
        Assert.Null(td.IngestionBaseAddress);
        Assert.Null(td.CdpBaseAddress);
        Assert.Null(td.ProfilesBaseAddress);
        Assert.Null(td.WorkflowBaseAddress);
        Assert.Equal(16, td.MaxConcurrentRequests);
    }

    [Fact]
    public async Task Dispose_OfAContainersClient_LeavesItUsable()
    {
        var handler = new ScriptedHandler();
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-a").Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<BrevoClient>();

        await client.DisposeAsync();
        client.Dispose();

        await client.Account.GetAsync();
        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task Create_ThenDispose_EndsTheClient()
    {
        var client = BrevoClient.Create(new BrevoClientOptions { ApiKey = "xkeysib-a", BaseAddress = new Uri("http://127.0.0.1:9/") });

        await client.DisposeAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Account.GetAsync());
    }

    [Fact]
    public async Task Create_LaterChangesOfTheOptions_DoNotReachTheClient()
    {
        var handler = new ScriptedHandler();
        var options = new TreasureDataClientOptions { ApiKey = TdKey };
        await using var client = TreasureDataClient.Create(
            options,
            services => services.AddHttpClient("BrevoTd.treasure_data").ConfigurePrimaryHttpMessageHandler(() => handler)
        );

        options.ApiKey = null;
        options.Site = "mars";
        await client.Databases.ListAsync();

        Assert.Equal("https://api.treasuredata.com/v3/database/list", Assert.Single(handler.Seen).Uri);
    }

    [Fact]
    public async Task Create_TwiceForOneKey_SharesTheQuota()
    {
        var options = new BrevoClientOptions { ApiKey = "xkeysib-shared-" + Guid.NewGuid().ToString("N"), MaxQuotaWait = TimeSpan.Zero };
        var handler = new ScriptedHandler();
        for (var i = 0; i < 10; i++)
        {
            await using var client = Create();
            for (var j = 0; j < 10; j++)
            {
                await client.Account.GetAsync();
            }
        }

        await using var another = Create();
        await Assert.ThrowsAsync<QuotaWaitException>(() => another.Account.GetAsync());

        BrevoClient Create() =>
            BrevoClient.Create(
                options,
                services => services.AddHttpClient("BrevoTd.brevo").ConfigurePrimaryHttpMessageHandler(() => handler)
            );
    }
}
