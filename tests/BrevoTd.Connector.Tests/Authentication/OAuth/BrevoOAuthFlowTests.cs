using System.Net;
using System.Security.Cryptography;
using System.Text;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Authentication.OAuth;

public sealed class BrevoOAuthFlowTests
{
    private static readonly Uri s_redirect = new("https://app.example.com/callback");

    [Fact]
    public async Task Begin_OfAnAuthorisation_BuildsTheAddressOfTheReference()
    {
        await using var bench = Bench();

        var pending = bench.Flow.Begin(s_redirect);

        var challenge = Convert
            .ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(pending.CodeVerifier)))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');
        Assert.Equal(
            "https://oauth.brevo.com/realms/partner/oauth/authorize?response_type=code&client_id=client-id"
                + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&scope=contacts%3Aread%20contacts%3Awrite"
                + $"&state={pending.State}&code_challenge={challenge}&code_challenge_method=S256",
            pending.Address.AbsoluteUri
        );
        Assert.Equal(43, pending.CodeVerifier.Length);
        Assert.NotEqual(pending.State, bench.Flow.Begin(s_redirect).State);
        Assert.Empty(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Complete_WithTheCode_ExchangesItAndTheClientUsesTheTokens()
    {
        await using var bench = Bench();
        var pending = PendingAuthorization.FromJson(bench.Flow.Begin(s_redirect).ToJson());

        var tokens = await bench.Flow.CompleteAsync(
            pending,
            new Uri($"{s_redirect}?code=code%20from%20the%20redirect&state={pending.State}#top")
        );
        await bench.Client.Account.GetAsync();

        Assert.Equal("access-1", tokens.AccessToken);
        Assert.Equal(
            "grant_type=authorization_code&code=code+from+the+redirect&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"
                + $"&code_verifier={pending.CodeVerifier}&client_id=client-id&client_secret=client-secret",
            Assert.Single(bench.Tokens.Seen).Body
        );
        Assert.Equal("https://oauth.brevo.com/realms/partner/oauth/token", bench.Tokens.Seen[0].Uri);
        Assert.Equal("Bearer access-1", Assert.Single(bench.Api.Seen).Headers["Authorization"]);
    }

    [Fact]
    public async Task Complete_OfAPublicApplication_SendsNoSecret()
    {
        await using var bench = new OAuthBench(o =>
        {
            o.Grant = OAuthGrant.AuthorizationCode;
            o.ClientSecret = null;
        });
        var pending = bench.Flow.Begin(s_redirect);

        await bench.Flow.CompleteAsync(pending, new Uri($"/callback?code=c&state={pending.State}", UriKind.Relative));

        Assert.DoesNotContain("client_secret", Assert.Single(bench.Tokens.Seen).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code=c")]
    [InlineData("code=c&state=forged")]
    [InlineData("error=access_denied&state=forged")]
    [InlineData("code=c&state={state}&state={state}")]
    [InlineData("code=c&code=d&state={state}")]
    [InlineData("state={state}")]
    [InlineData("")]
    public async Task Complete_WithACallbackThatIsNotOurs_ExchangesNothing(string query)
    {
        await using var bench = Bench();
        var pending = bench.Flow.Begin(s_redirect);
        var callback = new Uri($"{s_redirect}?{query.Replace("{state}", pending.State, StringComparison.Ordinal)}");

        var e = await Assert.ThrowsAsync<AuthorizationFailedException>(() => bench.Flow.CompleteAsync(pending, callback));

        Assert.Null(e.Error);
        Assert.DoesNotContain(pending.State, e.ToString(), StringComparison.Ordinal);
        Assert.Empty(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Complete_OfADeclinedAuthorisation_SaysSo()
    {
        await using var bench = Bench();
        var pending = bench.Flow.Begin(s_redirect);
        var callback = new Uri($"{s_redirect}?error=access_denied&error_description=canary+said+no&state={pending.State}");

        var e = await Assert.ThrowsAsync<AuthorizationFailedException>(() => bench.Flow.CompleteAsync(pending, callback));

        Assert.Equal("access_denied", e.Error);
        Assert.Equal("canary said no", e.ServiceMessage);
        Assert.Contains("declined", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_WithoutAnAnswer_IsNotRepeated()
    {
        await using var bench = Bench();
        bench.Tokens.Then(HttpStatusCode.BadGateway);
        var pending = bench.Flow.Begin(s_redirect);

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Flow.CompleteAsync(pending, Callback(pending)));

        Assert.True(e.IsTransient);
        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Complete_WhenTheStoreFails_HandsOverTheTokens()
    {
        var store = new SteeredStore { SaveFailure = new IOException("The disk is full.") };
        await using var bench = new OAuthBench(o => o.Grant = OAuthGrant.AuthorizationCode, store);
        var pending = bench.Flow.Begin(s_redirect, tokenKey: "user-5");

        var e = await Assert.ThrowsAsync<TokenStoreException>(() => bench.Flow.CompleteAsync(pending, Callback(pending)));

        Assert.Equal("refresh-1", e.UnsavedTokens!.RefreshToken);
        Assert.DoesNotContain("refresh-1", e.ToString(), StringComparison.Ordinal);
        store.SaveFailure = null;
        await store.SaveAsync("user-5", e.UnsavedTokens);
    }

    [Fact]
    public async Task Revoke_OfSavedTokens_RevokesTheRefreshTokenAndForgetsThem()
    {
        await using var bench = Bench();
        var pending = bench.Flow.Begin(s_redirect);
        await bench.Flow.CompleteAsync(pending, Callback(pending));
        bench.Tokens.Then(HttpStatusCode.OK);

        await bench.Flow.RevokeAsync();
        await bench.Flow.RevokeAsync();

        Assert.Equal(2, bench.Tokens.Seen.Count);
        Assert.Equal("https://oauth.brevo.com/realms/partner/oauth/revoke", bench.Tokens.Seen[1].Uri);
        Assert.Equal(
            "token=refresh-1&token_type_hint=refresh_token&client_id=client-id&client_secret=client-secret",
            bench.Tokens.Seen[1].Body
        );
        Assert.Null(await bench.Store.LoadAsync("brevo"));
    }

    [Fact]
    public async Task Revoke_ThatTheServiceRefuses_KeepsTheTokens()
    {
        await using var bench = Bench();
        await bench.Store.SaveAsync("brevo", bench.Set("access", null, OAuthBench.Lifetime));
        bench.Tokens.Then(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Flow.RevokeAsync());

        Assert.NotNull(await bench.Store.LoadAsync("brevo"));
        Assert.StartsWith("token=access&token_type_hint=access_token", Assert.Single(bench.Tokens.Seen).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithoutAContainer_GivesTheSameFlow()
    {
        var options = new BrevoOAuthOptions
        {
            Grant = OAuthGrant.AuthorizationCode,
            ClientId = "id",
            AuthorizationEndpoint = new Uri("https://example.com/authorize?tenant=7"),
        };
        await using var flow = BrevoOAuthFlow.Create(options, new MemoryTokenStore());

        Assert.StartsWith(
            "https://example.com/authorize?tenant=7&response_type=code&client_id=id&",
            flow.Begin(new Uri("myapp://callback")).Address.AbsoluteUri,
            StringComparison.Ordinal
        );
        options.ClientId = null;
        Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            BrevoOAuthFlow.Create(options, new MemoryTokenStore())
        );
    }

    [Fact]
    public void PendingAuthorization_ThatIsDamaged_IsRefusedWithoutBeingShown()
    {
        var e = Assert.Throws<FormatException>(() => PendingAuthorization.FromJson("{\"code_verifier\":\"canary"u8));

        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    private static Uri Callback(PendingAuthorization pending) => new($"{s_redirect}?code=c&state={pending.State}");

    private static OAuthBench Bench() =>
        new(o =>
        {
            o.Grant = OAuthGrant.AuthorizationCode;
            o.Scope = "contacts:read contacts:write";
        });
}
