using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Authentication.OAuth;

public sealed class OAuthTokenSourceTests
{
    [Fact]
    public async Task GetCredential_ClientCredentials_SendsTheFormOfTheReference()
    {
        await using var bench = new OAuthBench(o => o.Scope = "contacts:read contacts:write");

        await bench.Client.Account.GetAsync();

        var asked = Assert.Single(bench.Tokens.Seen);
        Assert.Equal("POST", asked.Method);
        Assert.Equal("https://api.brevo.com/realms/partner/oauth/token", asked.Uri);
        Assert.Equal(
            "grant_type=client_credentials&scope=contacts%3Aread+contacts%3Awrite&client_id=client-id&client_secret=client-secret",
            asked.Body
        );
        Assert.DoesNotContain("Authorization", asked.Headers.Keys);
        Assert.Equal("Bearer access-1", Assert.Single(bench.Api.Seen).Headers["Authorization"]);
    }

    [Fact]
    public async Task GetCredential_BasicAuthentication_SendsTheSecretInTheHeaderOnly()
    {
        await using var bench = new OAuthBench(o =>
        {
            o.ClientAuthentication = OAuthClientAuthentication.Basic;
            o.ClientSecret = "a:b+c";
        });

        await bench.Get();

        var asked = Assert.Single(bench.Tokens.Seen);
        Assert.Equal("grant_type=client_credentials", asked.Body);
        var pair = System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(asked.Headers["Authorization"]["Basic ".Length..]));
        Assert.Equal("client-id:a%3Ab%2Bc", pair);
    }

    [Fact]
    public async Task GetCredential_RefreshGrant_SendsTheRefreshTokenToTheOtherEndpoint()
    {
        await using var bench = new OAuthBench(o => Refresh(o));

        Assert.Equal("access-1", await bench.Get());

        var asked = Assert.Single(bench.Tokens.Seen);
        Assert.Equal("https://oauth.brevo.com/realms/partner/oauth/token", asked.Uri);
        Assert.Equal("grant_type=refresh_token&refresh_token=seed&client_id=client-id&client_secret=client-secret", asked.Body);
    }

    [Fact]
    public async Task GetCredential_WhileTheTokenIsGood_AsksOnce()
    {
        await using var bench = new OAuthBench();
        await bench.Get();

        bench.Clock.Advance(OAuthBench.Lifetime - TimeSpan.FromMinutes(2) - TimeSpan.FromSeconds(1));
        Assert.Equal("access-1", await bench.Get());

        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task GetCredential_InsideTheBuffer_GoesOnWithTheOldTokenWhileOneRenewalRuns()
    {
        await using var bench = new OAuthBench();
        await bench.Get();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bench.Tokens.Then((_, _) => answer.Task);

        bench.Clock.Advance(OAuthBench.Lifetime - TimeSpan.FromMinutes(1));
        for (var i = 0; i < 50; i++)
        {
            var pending = bench.Source.GetCredentialAsync(new CredentialRequest { Service = "Brevo", ClientName = "" });
            Assert.True(pending.IsCompleted);
            Assert.Equal("access-1", (await pending).Secret);
        }

        answer.SetResult(bench.Issue());
        await bench.Settled();
        Assert.Equal("access-2", await bench.Get());
        Assert.Equal(2, bench.Tokens.Seen.Count);
    }

    [Fact]
    public async Task GetCredential_ShortLifetime_UsesNoMoreThanHalfOfItAsBuffer()
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(HttpStatusCode.OK, """{"access_token":"short","expires_in":"60"}""");
        await bench.Get();

        bench.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("short", await bench.Get());

        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task GetCredential_SlowAnswer_CountsTheLifetimeFromBeforeTheRequest()
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(
            (_, _) =>
            {
                bench.Clock.Advance(TimeSpan.FromSeconds(8));
                return Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, """{"access_token":"slow","expires_in":20}"""));
            }
        );
        Assert.Equal("slow", await bench.Get());

        bench.Clock.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("access-1", await bench.Get());
    }

    [Fact]
    public async Task GetCredential_ThousandCallersWithAnExpiredToken_AskOnce()
    {
        await using var bench = new OAuthBench();
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Tokens.Then((_, _) => answer.Task);

        var callers = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => bench.Get())).ToArray();
        answer.SetResult(bench.Issue());

        Assert.All(await Task.WhenAll(callers), token => Assert.Equal("access-2", token));
        Assert.Equal(2, bench.Tokens.Seen.Count);
    }

    [Fact]
    public async Task GetCredential_CallerThatLeaves_LeavesTheRenewalToTheOthers()
    {
        await using var bench = new OAuthBench();
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Tokens.Then((_, cancellationToken) => answer.Task.WaitAsync(cancellationToken));
        using var leaving = new CancellationTokenSource();
        var first = bench.Get(leaving.Token);
        var second = bench.Get();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult(bench.Issue());

        Assert.Equal("access-1", await second);
        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Renew_OfTheCurrentToken_AsksOnceForAThousandCallers()
    {
        await using var bench = new OAuthBench();
        await bench.Get();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));

        var callers = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => bench.Renew("access-1"))).ToArray();

        Assert.All(await Task.WhenAll(callers), Assert.True);
        Assert.Equal(2, bench.Tokens.Seen.Count);
        Assert.Equal("access-2", await bench.Get());
    }

    [Fact]
    public async Task Renew_OfAnEarlierToken_AsksNobody()
    {
        await using var bench = new OAuthBench();
        await bench.Get();

        Assert.True(await bench.Renew("access-0"));

        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Renew_OfATokenThatIsSecondsOld_AnswersNoInsteadOfAskingForAnother()
    {
        await using var bench = new OAuthBench();
        await bench.Get();
        bench.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await bench.Renew("access-1"));

        Assert.Single(bench.Tokens.Seen);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await bench.Renew("access-1"));
    }

    [Fact]
    public async Task Renew_ThatFails_NeverHandsOutTheRejectedTokenAgain()
    {
        await using var bench = new OAuthBench();
        await bench.Get();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"invalid_client"}""");

        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Renew("access-1"));
        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("access-2", await bench.Get());
    }

    [Fact]
    public async Task Call_WithATokenRevokedEarly_IsRepeatedOnceWithANewOne()
    {
        await using var bench = new OAuthBench();
        await bench.Client.Account.GetAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        bench.Api.Then(HttpStatusCode.Unauthorized, """{"code":"unauthorized","message":"Token expired"}""");

        await bench.Client.Account.GetAsync();

        Assert.Equal(
            ["Bearer access-1", "Bearer access-1", "Bearer access-2"],
            bench.Api.Seen.Select(seen => seen.Headers["Authorization"])
        );
    }

    [Fact]
    public async Task Call_WithoutUsableApplication_SaysWhatToDoAndSendsNothing()
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(HttpStatusCode.Unauthorized, """{"error":"invalid_client","error_description":"said by the server"}""");

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => bench.Client.Account.GetAsync());

        Assert.False(e.IsTransient);
        Assert.Contains("ClientSecret", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("said by the server", e.ToString(), StringComparison.Ordinal);
        var cause = Assert.IsType<TokenRequestException>(e.InnerException);
        Assert.Equal("invalid_client", cause.Error);
        Assert.Equal("said by the server", cause.ServiceMessage);
        Assert.Empty(bench.Api.Seen);
    }

    [Fact]
    public async Task Dispose_WhileRenewing_WaitsUntilTheNewTokensAreSaved()
    {
        var bench = new OAuthBench(o => Refresh(o));
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Tokens.Then(
            (_, _) =>
            {
                asked.SetResult();
                return answer.Task;
            }
        );
        using var leaving = new CancellationTokenSource();
        var call = bench.Get(leaving.Token);
        await asked.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        // The clock stands still: while it ran, the renewal's own time limit could pass before the answer.
        var disposing = bench.Provider.DisposeAsync();
        Assert.False(disposing.IsCompleted);
        answer.SetResult(bench.Issue());
        await disposing.AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal("refresh-1", (await bench.Store.LoadAsync("brevo"))!.RefreshToken);
    }

    [Fact]
    public async Task Logs_OfRenewals_HoldNoSecret()
    {
        await using var bench = new OAuthBench(o => Refresh(o));
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"refresh-1 is gone"}""");
        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        var logs = bench.Logs.GetSnapshot();
        Assert.Contains(logs, log => log.Id.Id == 140);
        Assert.Contains(logs, log => log.Id.Id == 141);
        foreach (var secret in new[] { "client-secret", "seed", "access-1", "refresh-1" })
        {
            Assert.DoesNotContain(logs, log => log.Message.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static void Refresh(BrevoOAuthOptions options)
    {
        options.Grant = OAuthGrant.RefreshToken;
        options.RefreshToken = "seed";
    }
}
