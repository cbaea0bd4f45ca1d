using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Tests.Authentication;

/// <summary>Keys and servers from the environment and from the Toolbelt's file.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private const string FileKey = "1/f000000000000000000000000000000000000000";
    private const string VariableKey = "1/e000000000000000000000000000000000000000";
    private const string OptionKey = "1/a000000000000000000000000000000000000000";

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedHandler _handler = new();

    public SurroundingsTests() =>
        _handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(System.Net.HttpStatusCode.OK, """{"databases":[]}"""));

    public void Dispose()
    {
        _handler.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task UseEnvironment_OfBrevo_TakesTheKeyWhereNoneIsSet()
    {
        var environment = new FakeEnvironment(("BREVO_API_KEY", "xkeysib-variable"));

        Assert.Equal("xkeysib-variable", await BrevoKey(environment, builder => builder.UseEnvironment()));
        Assert.Equal("xkeysib-option", await BrevoKey(environment, builder => builder.UseEnvironment(), o => o.ApiKey = "xkeysib-option"));
    }

    [Fact]
    public async Task Environment_NotAskedFor_IsNotRead()
    {
        var environment = new FakeEnvironment(
            ("BREVO_API_KEY", "xkeysib-variable"),
            ("TD_API_KEY", VariableKey),
            ("TD_API_SERVER", "api.eu01.treasuredata.com")
        );

        await Assert.ThrowsAsync<OptionsValidationException>(() => BrevoKey(environment, _ => { }));
        await Assert.ThrowsAsync<OptionsValidationException>(() => TreasureDataCall(environment, _ => { }));
        var (_, uri) = await TreasureDataCall(environment, _ => { }, o => o.ApiKey = OptionKey);
        Assert.Equal("https://api.treasuredata.com/v3/database/list", uri);
    }

    [Fact]
    public async Task UseEnvironment_WithoutVariable_NamesIt()
    {
        var brevo = await Assert.ThrowsAsync<OptionsValidationException>(() => BrevoKey(new(), builder => builder.UseEnvironment()));
        var td = await Assert.ThrowsAsync<OptionsValidationException>(() => TreasureDataCall(new(), builder => builder.UseEnvironment()));

        Assert.Contains("environment variable BREVO_API_KEY", brevo.Message, StringComparison.Ordinal);
        Assert.Contains("environment variable TD_API_KEY", td.Message, StringComparison.Ordinal);
        Assert.Empty(_handler.Seen);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("secret\r")]
    [InlineData("sec ret")]
    public async Task UseEnvironment_WithAMalformedKey_NamesTheVariableAndNotTheKey(string key)
    {
        var environment = new FakeEnvironment(("BREVO_API_KEY", key), ("TREASURE_DATA_API_KEY", key));

        var brevo = await Assert.ThrowsAsync<OptionsValidationException>(() => BrevoKey(environment, builder => builder.UseEnvironment()));
        var td = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TreasureDataCall(environment, builder => builder.UseEnvironment())
        );

        Assert.Contains("environment variable BREVO_API_KEY contains", brevo.Message, StringComparison.Ordinal);
        Assert.Contains("environment variable TREASURE_DATA_API_KEY contains", td.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", brevo + td.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api.eu01.treasuredata.com", "https://api.eu01.treasuredata.com/", "https://api-import.eu01.treasuredata.com/")]
    [InlineData("https://api.treasuredata.co.jp", "https://api.treasuredata.co.jp/", "https://api-import.treasuredata.co.jp/")]
    [InlineData("https://api.treasuredata.com/", "https://api.treasuredata.com/", "https://api-import.treasuredata.com/")]
    [InlineData("API.AP02.treasuredata.com:443", "https://api.ap02.treasuredata.com/", "https://api-import.ap02.treasuredata.com/")]
    [InlineData("td.example.com", "https://td.example.com/", "https://td.example.com/")]
    [InlineData("https://td.example.com:8443", "https://td.example.com:8443/", "https://td.example.com:8443/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/")]
    [InlineData("http://localhost:8080/td/", "http://localhost:8080/td/", "http://localhost:8080/td/")]
    public void UseEnvironment_WithAServer_SetsRegionOrAddress(string server, string main, string import)
    {
        var options = TreasureDataOptions(new(("TD_API_KEY", VariableKey), ("TD_API_SERVER", server)), builder => builder.UseEnvironment());

        Assert.Equal(main, TreasureDataSites.MainAddress(options).AbsoluteUri);
        Assert.Equal(import, TreasureDataSites.ImportAddress(options).AbsoluteUri);
    }

    [Theory]
    [InlineData("http://api.treasuredata.com")]
    [InlineData("ftp://api.treasuredata.com")]
    [InlineData("https://")]
    [InlineData("https://user:pass@api.treasuredata.com")]
    [InlineData("https://api.treasuredata.com/?a=1")]
    [InlineData("not a host")]
    public void UseEnvironment_WithAServerThatCannotBeUsed_NamesTheVariable(string server)
    {
        var e = Assert.Throws<OptionsValidationException>(() =>
            TreasureDataOptions(new(("TD_API_KEY", VariableKey), ("TD_API_SERVER", server)), builder => builder.UseEnvironment())
        );

        Assert.Contains("environment variable TD_API_SERVER must be a host", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Server_ThatTheOptionsChoose_Wins()
    {
        var environment = new FakeEnvironment(("TD_API_KEY", VariableKey), ("TD_API_SERVER", "td.example.com"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("X:ApiKey", OptionKey), new("X:Site", "ap03")]).Build();

        Assert.Equal("https://api.treasuredata.com/", Main(o => o.Site = "us01"));
        Assert.Equal("https://api.eu01.treasuredata.com/", Main(o => o.Site = "eu01"));
        Assert.Equal("https://other.example.com/", Main(o => o.BaseAddress = new Uri("https://other.example.com/")));
        Assert.Equal("https://td.example.com/", Main(o => o.MaxRetries = 1));
        Assert.Equal("https://api.ap03.treasuredata.com/", Bound(configuration));
        configuration["X:Site"] = null;
        Assert.Equal(
            "https://td.example.com/",
            Bound(new ConfigurationBuilder().AddInMemoryCollection([new("X:ApiKey", OptionKey)]).Build())
        );

        string Main(Action<TreasureDataClientOptions> configure) =>
            TreasureDataSites.MainAddress(TreasureDataOptions(environment, builder => builder.UseEnvironment(), configure)).AbsoluteUri;

        string Bound(IConfiguration from)
        {
            var services = Services(environment);
            services.AddTreasureDataClient(from.GetSection("X")).UseEnvironment();
            using var provider = services.BuildServiceProvider();
            return TreasureDataSites
                .MainAddress(provider.GetRequiredService<IOptionsMonitor<TreasureDataClientOptions>>().CurrentValue)
                .AbsoluteUri;
        }
    }

    [Fact]
    public async Task UseToolbeltConfiguration_FollowsTheOrderOptionsEnvironmentFile()
    {
        WriteFile(FileKey, "https://api.eu01.treasuredata.com");
        var home = new FakeEnvironment { HomeFolder = _folder.Path };
        var both = new FakeEnvironment(("TD_API_KEY", VariableKey), ("TD_API_SERVER", "api.ap02.treasuredata.com"))
        {
            HomeFolder = _folder.Path,
        };

        Assert.Equal(
            ("TD1 " + FileKey, "https://api.eu01.treasuredata.com/v3/database/list"),
            await TreasureDataCall(home, builder => builder.UseToolbeltConfiguration())
        );
        Assert.Equal(
            ("TD1 " + VariableKey, "https://api.ap02.treasuredata.com/v3/database/list"),
            await TreasureDataCall(both, builder => builder.UseToolbeltConfiguration())
        );
        Assert.Equal(
            ("TD1 " + OptionKey, "https://api.ap03.treasuredata.com/v3/database/list"),
            await TreasureDataCall(
                both,
                builder => builder.UseToolbeltConfiguration(),
                o =>
                {
                    o.ApiKey = OptionKey;
                    o.Site = "ap03";
                }
            )
        );
    }

    [Fact]
    public async Task UseToolbeltConfiguration_WithoutFile_SaysWhichAndWhatToDo()
    {
        var environment = new FakeEnvironment { HomeFolder = _folder.Path };

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TreasureDataCall(environment, builder => builder.UseToolbeltConfiguration())
        );

        Assert.Contains(Path.Combine(_folder.Path, ".td", "td.conf"), e.Message, StringComparison.Ordinal);
        Assert.Contains("TD_API_KEY", e.Message, StringComparison.Ordinal);
        Assert.Contains("td account", e.Message, StringComparison.Ordinal);
        Assert.Empty(_handler.Seen);
    }

    [Fact]
    public async Task UseToolbeltConfiguration_WithoutFileAndWithAKey_NeedsNone()
    {
        var environment = new FakeEnvironment(("TD_API_KEY", VariableKey)) { HomeFolder = _folder.Path };

        var (key, uri) = await TreasureDataCall(environment, builder => builder.UseToolbeltConfiguration());

        Assert.Equal("TD1 " + VariableKey, key);
        Assert.Equal("https://api.treasuredata.com/v3/database/list", uri);
    }

    [Theory]
    [InlineData("[account]\nuser = x", "no apikey")]
    [InlineData("[account]\napikey = 1/abc\nendpoint = http://api.treasuredata.com", "endpoint in the Toolbelt's file")]
    public async Task UseToolbeltConfiguration_OfAFileThatCannotBeUsed_StopsTheHost(string text, string message)
    {
        var path = _folder.Write("td.conf", text);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<IProcessEnvironment>(new FakeEnvironment());
        builder.Services.AddTreasureDataClient("eu").UseToolbeltConfiguration(path);
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("'eu'", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseToolbeltConfiguration_OfAReplacedKey_UsesItAfterTheLifetime()
    {
        var path = WriteFile(FileKey, null);
        var clock = new WatchedClock();
        var services = Services(new());
        services.AddSingleton<TimeProvider>(clock);
        services.AddTreasureDataClient().UseToolbeltConfiguration(path).Http.ConfigurePrimaryHttpMessageHandler(() => _handler);
        await using var provider = services.BuildServiceProvider();
        var td = provider.GetRequiredService<TreasureDataClient>();
        await td.Databases.ListAsync();

        WriteFile(VariableKey, null);
        await td.Databases.ListAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        await td.Databases.ListAsync();

        Assert.Equal(["TD1 " + FileKey, "TD1 " + FileKey, "TD1 " + VariableKey], _handler.Seen.Select(r => r.Headers["Authorization"]));
    }

    [Fact]
    public async Task UseCredentials_AfterUseToolbeltConfiguration_NeedsNoFile()
    {
        var (key, _) = await TreasureDataCall(
            new() { HomeFolder = _folder.Path },
            builder => builder.UseToolbeltConfiguration().UseCredentials((_, _) => new(Credential.ApiKey(OptionKey)))
        );

        Assert.Equal("TD1 " + OptionKey, key);
    }

    [Fact]
    public async Task Create_WithTheToolbeltsConfiguration_UsesKeyAndServer()
    {
        var path = WriteFile(FileKey, "api.eu01.treasuredata.com");

        await using var td = TreasureDataClient.Create(
            new(),
            services =>
            {
                services.AddSingleton<IProcessEnvironment>(new FakeEnvironment());
                services.AddTreasureDataClient().UseToolbeltConfiguration(path).Http.ConfigurePrimaryHttpMessageHandler(() => _handler);
            }
        );
        await td.Databases.ListAsync();

        var seen = Assert.Single(_handler.Seen);
        Assert.Equal("TD1 " + FileKey, seen.Headers["Authorization"]);
        Assert.StartsWith("https://api.eu01.treasuredata.com/", seen.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithTheEnvironmentAlone_SaysWhatIsMissing()
    {
        var e = Assert.Throws<OptionsValidationException>(() =>
            BrevoClient.Create(
                new(),
                services =>
                {
                    services.AddSingleton<IProcessEnvironment>(new FakeEnvironment());
                    services.AddBrevoClient().UseEnvironment();
                }
            )
        );

        Assert.Contains("BREVO_API_KEY", e.Message, StringComparison.Ordinal);
    }

    private static ServiceCollection Services(FakeEnvironment environment)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IProcessEnvironment>(environment);
        return services;
    }

    private string WriteFile(string key, string? endpoint) =>
        _folder.Write(
            Path.Combine(".td", "td.conf"),
            $"[account]\n  user = somebody@example.com\n  apikey = {key}\n" + (endpoint is null ? "" : $"  endpoint = {endpoint}\n")
        );

    private async Task<string> BrevoKey(
        FakeEnvironment environment,
        Action<IBrevoClientBuilder> build,
        Action<BrevoClientOptions>? configure = null
    )
    {
        var services = Services(environment);
        var builder = services.AddBrevoClient(configure ?? (_ => { }));
        builder.Http.ConfigurePrimaryHttpMessageHandler(() => _handler);
        build(builder);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<BrevoClient>().Account.GetAsync();
        return _handler.Seen[^1].Headers["api-key"];
    }

    private async Task<(string Authorization, string Uri)> TreasureDataCall(
        FakeEnvironment environment,
        Action<ITreasureDataClientBuilder> build,
        Action<TreasureDataClientOptions>? configure = null
    )
    {
        var services = Services(environment);
        var builder = services.AddTreasureDataClient(configure ?? (_ => { }));
        builder.Http.ConfigurePrimaryHttpMessageHandler(() => _handler);
        build(builder);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<TreasureDataClient>().Databases.ListAsync();
        var seen = _handler.Seen[^1];
        return (seen.Headers["Authorization"], seen.Uri);
    }

    private static TreasureDataClientOptions TreasureDataOptions(
        FakeEnvironment environment,
        Action<ITreasureDataClientBuilder> build,
        Action<TreasureDataClientOptions>? configure = null
    )
    {
        var services = Services(environment);
        build(services.AddTreasureDataClient(configure ?? (_ => { })));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<TreasureDataClientOptions>>().CurrentValue;
    }
}
