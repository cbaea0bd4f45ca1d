using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Authentication.OAuth;

public sealed class TokenRenewalTests
{
    [Fact]
    public async Task Refresh_WithRotation_UsesAndStoresTheNewRefreshToken()
    {
        await using var bench = Refreshing();
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);

        Assert.Equal("access-2", await bench.Get());

        Assert.Contains("refresh_token=refresh-1&", bench.Tokens.Seen[1].Body, StringComparison.Ordinal);
        Assert.Equal("refresh-2", (await bench.Store.LoadAsync("brevo"))!.RefreshToken);
    }

    [Fact]
    public async Task Refresh_WithoutRotation_KeepsTheOldRefreshToken()
    {
        await using var bench = Refreshing();
        bench.Rotates = false;
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);

        Assert.Equal("access-2", await bench.Get());

        Assert.Contains("refresh_token=seed&", bench.Tokens.Seen[1].Body, StringComparison.Ordinal);
        Assert.Equal("seed", (await bench.Store.LoadAsync("brevo"))!.RefreshToken);
    }

    [Fact]
    public async Task Refresh_AfterARestart_BeginsWithTheStoredTokens()
    {
        var store = new MemoryTokenStore();
        await using (var earlier = Refreshing(store))
        {
            await earlier.Get();
        }

        await using var bench = Refreshing(store);
        Assert.Equal("access-1", await bench.Get());

        Assert.Empty(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Refresh_WithANewRefreshTokenInTheOptions_ForgetsTheStoredOne()
    {
        var store = new MemoryTokenStore();
        await using (var earlier = Refreshing(store))
        {
            await earlier.Get();
        }

        await using var bench = Refreshing(store, "another-seed");
        await bench.Get();

        Assert.Contains("refresh_token=another-seed&", Assert.Single(bench.Tokens.Seen).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_ThatFails_FailsTheCallAndIsRepeatedBeforeAnythingIsSent()
    {
        var store = new SteeredStore { SaveFailure = new IOException("The disk is full.") };
        await using var bench = Refreshing(store);

        var e = await Assert.ThrowsAsync<TokenStoreException>(() => bench.Get());
        Assert.Contains("kept in memory", e.Message, StringComparison.Ordinal);
        Assert.Null(await store.LoadAsync("brevo"));
        await Assert.ThrowsAsync<TokenStoreException>(() => bench.Get());

        store.SaveFailure = null;
        Assert.Equal("access-1", await bench.Get());

        Assert.Single(bench.Tokens.Seen);
        Assert.Equal("refresh-1", (await store.LoadAsync("brevo"))!.RefreshToken);
        Assert.Equal(3, store.Saves);
    }

    [Fact]
    public async Task Save_ThatFailsAheadOfExpiry_DisturbsNobodyUntilTheTokenExpires()
    {
        var store = new SteeredStore();
        await using var bench = Refreshing(store);
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime - TimeSpan.FromMinutes(1));
        store.SaveFailure = new IOException("The disk is full.");

        Assert.Equal("access-1", await bench.Get());
        await bench.Settled();
        Assert.Contains(bench.Logs.GetSnapshot(), log => log.Id.Id == 146);
        Assert.Equal("access-1", await bench.Get());
        Assert.Equal("refresh-1", (await store.LoadAsync("brevo"))!.RefreshToken);

        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TokenStoreException>(() => bench.Get());
        store.SaveFailure = null;
        Assert.Equal("access-2", await bench.Get());
        Assert.Equal("refresh-2", (await store.LoadAsync("brevo"))!.RefreshToken);
        Assert.Equal(2, bench.Tokens.Seen.Count);
    }

    [Fact]
    public async Task Save_ThatFailed_IsRepeatedWhenTheClientIsClosed()
    {
        var store = new SteeredStore { SaveFailure = new IOException("The disk is full.") };
        await using (var bench = Refreshing(store))
        {
            await Assert.ThrowsAsync<TokenStoreException>(() => bench.Get());
            store.SaveFailure = null;
        }

        Assert.Equal("refresh-1", (await store.LoadAsync("brevo"))!.RefreshToken);
    }

    [Fact]
    public async Task Store_ThatStillShowsEarlierTokens_IsNotBelieved()
    {
        await using var bench = Refreshing();
        await bench.Get();
        var earlier = (await bench.Store.LoadAsync("brevo"))!;
        bench.Clock.Advance(OAuthBench.Lifetime);
        await bench.Get();
        await bench.Store.SaveAsync("brevo", earlier);
        bench.Clock.Advance(OAuthBench.Lifetime);

        Assert.Equal("access-3", await bench.Get());

        Assert.Contains("refresh_token=refresh-2&", bench.Tokens.Seen[2].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access\ncanary")]
    [InlineData("")]
    public async Task Store_WithADamagedToken_IsNamedWithoutShowingIt(string token)
    {
        await using var bench = Refreshing();
        await bench.Store.SaveAsync("brevo", new TokenSet { AccessToken = token });

        var e = await Assert.ThrowsAsync<TokenStoreException>(() => bench.Get());

        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_WithARefreshTokenFromElsewhere_IsEnough()
    {
        await using var bench = new OAuthBench(o => o.Grant = OAuthGrant.AuthorizationCode);
        await bench.Store.SaveAsync("brevo", new TokenSet { AccessToken = "none", RefreshToken = "migrated" });

        Assert.Equal("access-1", await bench.Get());

        Assert.Contains("refresh_token=migrated&", Assert.Single(bench.Tokens.Seen).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_ThatFailsWithoutAnythingToLose_DoesNotFailTheCall()
    {
        var store = new SteeredStore
        {
            SaveFailure = new IOException("The disk is full."),
            LoadFailure = new IOException("The disk is gone."),
        };
        await using var bench = new OAuthBench(store: store);

        Assert.Equal("access-1", await bench.Get());

        Assert.Contains(bench.Logs.GetSnapshot(), log => log.Id.Id == 144);
    }

    [Fact]
    public async Task Load_ThatFails_AsksNobodyBecauseARotatedTokenCouldNotBeKept()
    {
        var store = new SteeredStore { LoadFailure = new IOException("The share is gone.") };
        await using var bench = Refreshing(store);

        var e = await Assert.ThrowsAsync<TokenStoreException>(() => bench.Get());

        Assert.True(e.IsTransient);
        Assert.Empty(bench.Tokens.Seen);
        store.LoadFailure = null;
        Assert.Equal("access-1", await bench.Get());
    }

    [Fact]
    public async Task Renewal_WhenAnotherProcessHasRenewed_AdoptsItsTokens()
    {
        await using var bench = Refreshing();
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);
        await bench.Store.SaveAsync("brevo", bench.Set("access-of-other", "refresh-of-other", OAuthBench.Lifetime));

        Assert.Equal("access-of-other", await bench.Get());

        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Renewal_WhenAnotherProcessWasFasterByAMoment_AdoptsItsTokens()
    {
        await using var bench = Refreshing();
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);
        bench.Tokens.Then(
            async (_, cancellationToken) =>
            {
                await bench.Store.SaveAsync(
                    "brevo",
                    bench.Set("access-of-other", "refresh-of-other", OAuthBench.Lifetime),
                    cancellationToken
                );
                return ScriptedHandler.Json(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""");
            }
        );

        Assert.Equal("access-of-other", await bench.Get());
    }

    [Fact]
    public async Task InvalidGrant_OfARefreshToken_IsNotAskedForAgainUntilTheStoreChanges()
    {
        await using var bench = Refreshing();
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"revoked"}""");

        for (var i = 0; i < 5; i++)
        {
            var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());
            Assert.Equal("invalid_grant", e.Error);
            Assert.Contains("authorise again", e.Message, StringComparison.Ordinal);
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(bench.Tokens.Seen);
        Assert.Single(bench.Logs.GetSnapshot(), log => log.Id.Id == 141);
        await bench.Store.SaveAsync("brevo", bench.Set("access-new", "refresh-new", OAuthBench.Lifetime));
        Assert.Equal("access-new", await bench.Get());
    }

    [Fact]
    public async Task InvalidGrant_AfterTheStoreWasEmptied_BeginsAnewWithTheOptions()
    {
        await using var bench = Refreshing();
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""");
        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        await bench.Store.DeleteAsync("brevo");

        Assert.Equal("access-2", await bench.Get());
        Assert.Contains("refresh_token=seed&", bench.Tokens.Seen[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidGrant_WithASharedStore_IsBelievedOnlyAfterAnotherLook()
    {
        var store = new SteeredStore();
        await using var bench = Refreshing(store);
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""");

        var call = bench.Get();
        await bench.Clock.Pass(TimeSpan.FromMilliseconds(250));
        await bench.Clock.WhenSet(due => due == TimeSpan.FromSeconds(1));
        await store.SaveAsync("brevo", bench.Set("access-of-other", "refresh-of-other", OAuthBench.Lifetime));
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("access-of-other", await call);
        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Store_ThatHangs_EndsWithTheTimeOut()
    {
        var store = new SteeredStore { Hangs = true };
        await using var bench = Refreshing(store);

        var call = bench.Get();
        await bench.Clock.Pass(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<TokenStoreException>(() => call);
        store.Hangs = false;
        Assert.Equal("access-1", await bench.Get());
    }

    [Fact]
    public async Task AuthorizationCode_WithoutTokens_SaysThatAPersonHasToAuthorise()
    {
        await using var bench = new OAuthBench(o => o.Grant = OAuthGrant.AuthorizationCode);

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        Assert.Contains(nameof(BrevoOAuthFlow), e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
        await bench.Store.SaveAsync("brevo", bench.Set("access-new", "refresh-new", OAuthBench.Lifetime));
        Assert.Equal("access-new", await bench.Get());
    }

    [Fact]
    public async Task StoredToken_ThatIsNearItsEnd_IsUsedWhenItCannotBeRenewed()
    {
        await using var bench = new OAuthBench(o => o.Grant = OAuthGrant.AuthorizationCode);
        await bench.Store.SaveAsync("brevo", bench.Set("access-old", "refresh-old", TimeSpan.FromSeconds(30)));
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"invalid_client"}""");

        Assert.Equal("access-old", await bench.Get());

        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());
    }

    [Fact]
    public async Task LostAnswer_OfARefresh_IsRepeatedOnceAndThenExplained()
    {
        await using var bench = Refreshing();
        bench.Tokens.ThenThrow(new HttpIOException(HttpRequestError.ResponseEnded, "cut"));
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""");

        var call = bench.Get();
        bench.Clock.Advance(await bench.Clock.WhenSet(due => due < TimeSpan.FromSeconds(1)));
        var e = await Assert.ThrowsAsync<TokenRequestException>(() => call);

        Assert.Contains("lost on the way", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, bench.Tokens.Seen.Count);
        Assert.Equal(bench.Tokens.Seen[0].Body, bench.Tokens.Seen[1].Body);
    }

    [Fact]
    public async Task TokenKey_OfTheOptions_IsTheKeyInTheStore()
    {
        await using var bench = new OAuthBench(o => o.TokenKey = "shop-7");

        await bench.Get();

        Assert.NotNull(await bench.Store.LoadAsync("shop-7"));
        Assert.Null(await bench.Store.LoadAsync("brevo"));
    }

    private static OAuthBench Refreshing(ITokenStore? store = null, string seed = "seed") =>
        new(
            o =>
            {
                o.Grant = OAuthGrant.RefreshToken;
                o.RefreshToken = seed;
            },
            store
        );
}
