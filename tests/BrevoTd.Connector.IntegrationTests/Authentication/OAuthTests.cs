using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Authentication;

/// <summary>Real clients over real sockets against a real OAuth server.</summary>
public sealed class OAuthTests
{
    private const string Scope = "contacts:read contacts:write offline_access";

    [Theory]
    [InlineData(OAuthClientAuthentication.Post)]
    [InlineData(OAuthClientAuthentication.Basic)]
    public async Task ClientCredentials_OfAnApplication_OpenTheApi(OAuthClientAuthentication authentication)
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(
            server,
            o =>
            {
                o.Scope = "contacts:read";
                o.ClientAuthentication = authentication;
            }
        );

        await application.Client.Account.GetAsync();
        await application.Client.Account.GetAsync();

        Assert.Equal(["client_credentials"], server.Granted);
        Assert.Equal((2, 0), server.Calls);
        Assert.Equal("contacts:read", (await application.Store.LoadAsync("brevo"))!.Scope ?? "contacts:read");
    }

    [Fact]
    public async Task ClientCredentials_WithAWrongSecret_SendNothingToTheApi()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.ClientSecret = "wrong");

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => application.Client.Account.GetAsync());

        Assert.Equal("invalid_client", Assert.IsType<TokenRequestException>(e.InnerException).Error);
        Assert.Equal((0, 0), server.Calls);
    }

    [Fact]
    public async Task ClientCredentials_WithAScopeThatDoesNotExist_SayIt()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Scope = "contacts:fly");

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => application.Client.Account.GetAsync());

        Assert.Equal("invalid_scope", Assert.IsType<TokenRequestException>(e.InnerException).Error);
        Assert.Contains("Scope", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthorizationCode_FromTheBrowserToTheApi_Works()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);

        var tokens = await AuthorizeAsync(application);
        await application.Client.Account.GetAsync();

        Assert.NotNull(tokens.RefreshToken);
        Assert.Equal(["authorization_code"], server.Granted);
        Assert.Equal((1, 0), server.Calls);
    }

    [Fact]
    public async Task AuthorizationCode_OfAPublicApplication_NeedsItsVerifier()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(
            server,
            o =>
            {
                o.Grant = OAuthGrant.AuthorizationCode;
                o.ClientId = OAuthServer.PublicClientId;
                o.ClientSecret = null;
            }
        );
        var flow = application.Flow;
        var pending = flow.Begin(new Uri(OAuthServer.RedirectUri), Scope);
        var callback = await BrowseAsync(pending.Address);

        var stolen = pending with { CodeVerifier = new string('x', 43) };
        var e = await Assert.ThrowsAsync<TokenRequestException>(() => flow.CompleteAsync(stolen, callback));
        Assert.Equal("invalid_grant", e.Error);

        pending = flow.Begin(new Uri(OAuthServer.RedirectUri), Scope);
        await flow.CompleteAsync(pending, await BrowseAsync(pending.Address));
        await application.Client.Account.GetAsync();
        Assert.Equal((1, 0), server.Calls);
    }

    [Fact]
    public async Task AuthorizationCode_UsedTwice_IsRefused()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);
        var pending = application.Flow.Begin(new Uri(OAuthServer.RedirectUri), Scope);
        var callback = await BrowseAsync(pending.Address);
        await application.Flow.CompleteAsync(pending, callback);

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => application.Flow.CompleteAsync(pending, callback));

        Assert.Equal("invalid_grant", e.Error);
        Assert.Contains("begin the authorisation again", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthorizationCode_OfAPersonWhoDeclines_SaysSo()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);
        var pending = application.Flow.Begin(new Uri(OAuthServer.RedirectUri), "contacts:write");
        var callback = await BrowseAsync(pending.Address);

        var e = await Assert.ThrowsAsync<AuthorizationFailedException>(() => application.Flow.CompleteAsync(pending, callback));

        Assert.Equal("access_denied", e.Error);
    }

    [Fact]
    public async Task ExpiredToken_UnderThousandCalls_IsRenewedOnce()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);
        await AuthorizeAsync(application);
        await application.Client.Account.GetAsync();
        application.Clock.Advance(TimeSpan.FromHours(1));
        server.Clock.Advance(TimeSpan.FromHours(1));

        await CallAsync(application, 1000);

        Assert.Equal(["authorization_code", "refresh_token"], server.Granted);
        Assert.Equal((1001, 0), server.Calls);
    }

    [Fact]
    public async Task Clock_ThatStandsStill_IsCorrectedByOneRenewalAfterThe401()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);
        await AuthorizeAsync(application);
        application.Clock.Advance(TimeSpan.FromMinutes(1));
        server.Clock.Advance(TimeSpan.FromHours(2));

        await CallAsync(application, 200);

        Assert.Equal(["authorization_code", "refresh_token"], server.Granted);
        Assert.Equal(200, server.Calls.Accepted);
        Assert.NotEqual(0, server.Calls.Rejected);
    }

    [Fact]
    public async Task Clock_ThatIsHoursAhead_StillUsesATokenForItsWholeLife()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server);
        application.Clock.Advance(TimeSpan.FromHours(5));

        await CallAsync(application, 10);

        Assert.Equal(["client_credentials"], server.Granted);
        Assert.Equal((10, 0), server.Calls);
    }

    [Fact]
    public async Task RevokedAccessToken_UnderThousandCalls_IsRenewedOnce()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server);
        await application.Client.Account.GetAsync();
        application.Clock.Advance(TimeSpan.FromMinutes(1));
        server.Revoke(server.Issued.Single());

        await CallAsync(application, 1000);

        Assert.Equal(["client_credentials", "client_credentials"], server.Granted);
        Assert.Equal(1001, server.Calls.Accepted);
    }

    [Fact]
    public async Task Storm_OfRejections_CostsOneTokenInsteadOfOnePerCall()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server);
        await application.Client.Account.GetAsync();
        application.Clock.Advance(TimeSpan.FromMinutes(1));
        server.RejectsEverything = true;

        var calls = Enumerable.Range(0, 300).Select(_ => Task.Run(() => application.Client.Account.GetAsync())).ToList();
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<CredentialsRejectedException>(() => call);
        }

        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<CredentialsRejectedException>(() => application.Client.Account.GetAsync());
        }

        Assert.Equal(2, server.Granted.Count);
    }

    [Fact]
    public async Task RevokedRefreshToken_OfAnAuthorisation_SaysToAuthoriseAgainAndThenWorksAgain()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);
        var tokens = await AuthorizeAsync(application);
        server.Revoke(tokens.RefreshToken!);
        application.Clock.Advance(TimeSpan.FromHours(1));
        server.Clock.Advance(TimeSpan.FromHours(1));

        for (var i = 0; i < 3; i++)
        {
            var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => application.Client.Account.GetAsync());
            Assert.False(e.IsTransient);
            Assert.Contains("authorise again", e.Message, StringComparison.Ordinal);
        }

        await AuthorizeAsync(application);
        await application.Client.Account.GetAsync();
        Assert.Equal((1, 0), server.Calls);
    }

    [Fact]
    public async Task Revoke_ByTheFlow_EndsTheTokensAtTheServer()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);
        await AuthorizeAsync(application);

        await application.Flow.RevokeAsync();

        Assert.Null(await application.Store.LoadAsync("brevo"));
        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => application.Client.Account.GetAsync());
        Assert.Contains(nameof(BrevoOAuthFlow), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpiredRefreshToken_AfterAMonth_SaysToAuthoriseAgain()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode);
        await AuthorizeAsync(application);
        application.Clock.Advance(TimeSpan.FromDays(31));
        server.Clock.Advance(TimeSpan.FromDays(31));

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => application.Client.Account.GetAsync());

        Assert.Equal("invalid_grant", Assert.IsType<TokenRequestException>(e.InnerException).Error);
    }

    [Fact]
    public async Task TwoProcesses_WithOneStore_NeverLoseTheRotatedToken()
    {
        await using var server = await OAuthServer.StartAsync();
        var folder = Path.Combine(Path.GetTempPath(), "brevotd-oauth-" + Guid.NewGuid().ToString("N"));
        try
        {
            var store = new FileTokenStore(folder);
            await using var first = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode, store);
            await AuthorizeAsync(first);
            for (var round = 0; round < 5; round++)
            {
                var expired = (await store.LoadAsync("brevo"))! with { ExpiresAt = TimeProvider.System.GetUtcNow() };
                await store.SaveAsync("brevo", expired);
                await using var one = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode, store, TimeProvider.System);
                await using var two = Application(server, o => o.Grant = OAuthGrant.AuthorizationCode, store, TimeProvider.System);

                // One of them wins the race for the refresh token; the other one is refused, and finds the winner's tokens.
                await Task.WhenAll(CallAsync(one, 20), CallAsync(two, 20));
            }

            Assert.Equal(6, server.Granted.Count);
            Assert.Equal((200, 0), server.Calls);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task SlowTokenEndpoint_KeepsNobodyBeyondTheTimeOut_AndHealsByItself()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var application = Application(
            server,
            o =>
            {
                o.RequestTimeout = TimeSpan.FromSeconds(8);
                o.RenewalTimeout = TimeSpan.FromSeconds(8);
            }
        );
        server.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(() => application.Client.Account.GetAsync())).ToList();
        await server.Asked.Task;

        application.Clock.Advance(TimeSpan.FromSeconds(8));
        foreach (var call in calls)
        {
            var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => call);
            Assert.True(e.IsTransient);
        }

        server.Gate.SetResult();
        application.Clock.Advance(TimeSpan.FromSeconds(1));
        await application.Client.Account.GetAsync();
        Assert.Equal((1, 0), server.Calls);
    }

    [Fact]
    public async Task Create_WithoutAContainer_UsesOAuthToo()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var client = BrevoClient.Create(
            new BrevoClientOptions { BaseAddress = new Uri(server.Address, "v3/") },
            services => services.AddBrevoClient().UseOAuth(server.Use)
        );

        await client.Account.GetAsync();

        Assert.Equal((1, 0), server.Calls);
    }

    private static async Task CallAsync(TestApplication application, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => application.Client.Account.GetAsync())));

    private static async Task<TokenSet> AuthorizeAsync(TestApplication application)
    {
        var pending = application.Flow.Begin(new Uri(OAuthServer.RedirectUri), Scope);
        return await application.Flow.CompleteAsync(pending, await BrowseAsync(pending.Address));
    }

    /// <summary>What a browser does: follows the link, and is sent back.</summary>
    private static async Task<Uri> BrowseAsync(Uri address)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var response = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.StartsWith(OAuthServer.RedirectUri + "?", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return response.Headers.Location;
    }

    private static TestApplication Application(
        OAuthServer server,
        Action<BrevoOAuthOptions>? configure = null,
        ITokenStore? store = null,
        TimeProvider? clock = null
    ) => new(server, configure, store ?? new MemoryTokenStore(), clock);

    private sealed class TestApplication : IAsyncDisposable
    {
        private readonly ServiceProvider _provider;

        public TestApplication(OAuthServer server, Action<BrevoOAuthOptions>? configure, ITokenStore store, TimeProvider? clock)
        {
            Clock = new FakeTimeProvider(server.Clock.GetUtcNow());
            Store = store;
            var services = new ServiceCollection();
            services.AddSingleton(clock ?? Clock);
            services
                .AddBrevoClient(o => o.BaseAddress = new Uri(server.Address, "v3/"))
                .UseQuotaLimiter(_ => new NoLimit())
                .UseTokenStore(store)
                .UseOAuth(o =>
                {
                    server.Use(o);
                    configure?.Invoke(o);
                })
                .Http.UseSocketsHttpHandler((handler, _) => handler.MaxConnectionsPerServer = 32);
            _provider = services.BuildServiceProvider();
        }

        public FakeTimeProvider Clock { get; }

        public ITokenStore Store { get; }

        public BrevoClient Client => _provider.GetRequiredService<BrevoClient>();

        public BrevoOAuthFlow Flow => _provider.GetRequiredService<BrevoOAuthFlow>();

        public ValueTask DisposeAsync() => _provider.DisposeAsync();
    }

    private sealed class NoLimit : IQuotaLimiter
    {
        public ValueTask<QuotaLease> AcquireAsync(QuotaRequest request, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(QuotaLease.Granted("none", TimeSpan.Zero));

        public void Observe(QuotaObservation observation) { }

        public QuotaSnapshot Snapshot() => new();
    }
}
