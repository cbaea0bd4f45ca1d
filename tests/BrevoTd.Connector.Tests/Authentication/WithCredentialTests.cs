using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Authentication;

/// <summary>Calls under another credential than the client's own.</summary>
public sealed class WithCredentialTests
{
    private const string Master = "1/a000000000000000000000000000000000000000";
    private const string WriteOnly = "1/b000000000000000000000000000000000000000";

    [Fact]
    public async Task WithCredential_OfTreasureData_IsUsedByTheViewOnly()
    {
        using var handler = new ScriptedHandler();
        await using var td = TreasureData(handler);
        var view = td.WithCredential(Credential.ApiKey(WriteOnly));

        await view.Databases.ListAsync();
        await td.Databases.ListAsync();
        await view.WithCredential(Credential.BearerToken("token")).Databases.ListAsync();

        Assert.Equal(["TD1 " + WriteOnly, "TD1 " + Master, "Bearer token"], handler.Seen.Select(r => r.Headers["Authorization"]));
    }

    [Fact]
    public async Task WithCredential_OfBrevo_KeepsQuotaAndOptions()
    {
        using var handler = new ScriptedHandler();
        await using var brevo = Brevo(handler);
        var view = brevo.WithCredential(Credential.BearerToken("token"));

        await view.Account.GetAsync();
        await brevo.Account.GetAsync();

        Assert.Equal("Bearer token", handler.Seen[0].Headers["Authorization"]);
        Assert.DoesNotContain("api-key", handler.Seen[0].Headers.Keys);
        Assert.Equal("xkeysib-own", handler.Seen[1].Headers["api-key"]);
        Assert.Equal(2, brevo.GetQuotaSnapshot().Buckets.Single().UsedThisHour);
        Assert.Equal(2, view.GetQuotaSnapshot().Buckets.Single().UsedThisHour);
    }

    [Fact]
    public async Task WithCredential_ThatIsRejected_IsNotRenewedAndFails()
    {
        using var handler = new ScriptedHandler();
        handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.Unauthorized, """{"error":"no"}"""));
        var vault = new Vault { Answer = Vault.Gives(Master) };
        await using var td = TreasureData(handler, builder => builder.UseCredentials(_ => vault, TimeSpan.FromMinutes(5)));

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() =>
            td.WithCredential(Credential.ApiKey(WriteOnly)).Databases.ListAsync()
        );

        Assert.Contains("write-only", e.Message, StringComparison.Ordinal);
        Assert.Single(handler.Seen);
        Assert.Equal(0, vault.Asked);
    }

    [Fact]
    public async Task Refusal_OfReadingWithAWriteOnlyKey_SaysSo()
    {
        using var handler = new ScriptedHandler();
        handler.Then(HttpStatusCode.Forbidden, """{"error":"no"}""");
        await using var td = TreasureData(handler);

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() => td.Databases.ListAsync());

        Assert.Contains("write-only", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithCredential_OnARedirectElsewhere_GoesNowhere()
    {
        using var handler = new ScriptedHandler();
        handler.Then(HttpStatusCode.PermanentRedirect, "", ("Location", "https://evil.example.com/v3/account"));
        await using var brevo = Brevo(handler);

        await Assert.ThrowsAsync<ServiceException>(() => brevo.WithCredential(Credential.ApiKey("xkeysib-other")).Account.GetAsync());

        Assert.StartsWith("https://api.brevo.com/", Assert.Single(handler.Seen).Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithCredential_OfAnEmptyOne_IsRefused()
    {
        using var handler = new ScriptedHandler();
        await using var brevo = Brevo(handler);
        await using var td = TreasureData(handler);

        Assert.Throws<ArgumentException>(() => brevo.WithCredential(default));
        Assert.Throws<ArgumentException>(() => td.WithCredential(default));
    }

    [Fact]
    public void WithCredential_OfAFake_IsTheFake()
    {
        using var brevo = new FakeBrevo();
        using var td = new FakeTreasureData();

        Assert.Same(brevo, brevo.WithCredential(Credential.ApiKey("k")));
        Assert.Same(td, td.WithCredential(Credential.ApiKey("k")));
    }

    [Fact]
    public async Task UseCredentials_ByOneFunction_IsCachedForAllCalls()
    {
        var asked = 0;
        using var handler = new ScriptedHandler();
        await using var brevo = BrevoClient.Create(
            new(),
            services =>
                services
                    .AddBrevoClient()
                    .UseCredentials((_, _) => new(Credential.ApiKey($"xkeysib-{Interlocked.Increment(ref asked)}")))
                    .Http.ConfigurePrimaryHttpMessageHandler(() => handler)
        );

        await brevo.Account.GetAsync();
        await brevo.Account.GetAsync();

        Assert.Equal(["xkeysib-1", "xkeysib-1"], handler.Seen.Select(r => r.Headers["api-key"]));
    }

    [Fact]
    public async Task UseCredentials_WithALifetime_AsksTheSourceAgainAndDisposesIt()
    {
        var vault = new Vault();
        await using (var pipeline = Pipeline.Brevo(o => o.ApiKey = null, b => b.UseCredentials(_ => vault, TimeSpan.FromMinutes(1))))
        {
            await pipeline.Call();
            vault.Answer = Vault.Gives("key-2");
            await pipeline.Call();
            pipeline.Clock.Advance(TimeSpan.FromMinutes(1));
            await pipeline.Call();

            Assert.Equal(["key-1", "key-1", "key-2"], pipeline.Handler.Seen.Select(r => r.Headers["api-key"]));
        }

        Assert.True(vault.IsDisposed);
    }

    [Fact]
    public async Task UseCredentials_OfAFailingVault_SendsNothing()
    {
        var vault = new Vault { Answer = Vault.Fails() };
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                o.ApiKey = null;
                o.MaxRetries = 0;
            },
            b => b.UseCredentials(_ => vault, TimeSpan.FromMinutes(1))
        );

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call());

        Assert.Equal("The vault is sealed.", e.InnerException?.Message);
        Assert.Empty(pipeline.Handler.Seen);
    }

    private static TreasureDataClient TreasureData(ScriptedHandler handler, Action<ITreasureDataClientBuilder>? build = null)
    {
        return TreasureDataClient.Create(
            new() { ApiKey = build is null ? Master : null },
            services =>
            {
                var builder = services.AddTreasureDataClient();
                builder.Http.ConfigurePrimaryHttpMessageHandler(() => handler);
                build?.Invoke(builder);
            }
        );
    }

    private static BrevoClient Brevo(ScriptedHandler handler) =>
        BrevoClient.Create(
            new() { ApiKey = "xkeysib-own", Account = Guid.NewGuid().ToString("N") },
            services => services.AddBrevoClient().Http.ConfigurePrimaryHttpMessageHandler(() => handler)
        );

    private sealed class FakeBrevo : BrevoClient;

    private sealed class FakeTreasureData : TreasureDataClient;
}
