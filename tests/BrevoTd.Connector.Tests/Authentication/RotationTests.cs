using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Authentication;

/// <summary>Keys that are replaced while calls are under way: the service rejects the old one before its lifetime is over.</summary>
public sealed class RotationTests : IDisposable
{
    private const string Old = "1/a000000000000000000000000000000000000000";
    private const string New = "1/b000000000000000000000000000000000000000";

    private readonly ScriptedHandler _handler = new();

    public void Dispose() => _handler.Dispose();

    [Fact]
    public async Task RotatedKey_OfAVault_IsFetchedOnceForAThousandCalls()
    {
        var accepted = "TD1 " + Old;
        _handler.Otherwise = (request, _) => Task.FromResult(Answer(request, Volatile.Read(ref accepted)));
        var vault = new Vault { Answer = Vault.Gives(Old) };
        await using var td = Create(builder => builder.UseCredentials(_ => vault, TimeSpan.FromHours(1)));
        await td.Databases.ListAsync();

        Volatile.Write(ref accepted, "TD1 " + New);
        vault.Answer = Vault.Gives(New);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => td.Databases.ListAsync())));

        Assert.Equal(2, vault.Asked);
        Assert.All(
            _handler.Seen.GroupBy(r => r.Headers["Authorization"]),
            group => Assert.Contains(group.Key, new[] { "TD1 " + Old, "TD1 " + New })
        );
        Assert.Equal(1000, _handler.Seen.Count(r => r.Headers["Authorization"] == "TD1 " + New));
    }

    [Fact]
    public async Task RevokedKey_InAStormOfCalls_IsAskedForOnceAndEveryCallFails()
    {
        _handler.Otherwise = (request, _) => Task.FromResult(Answer(request, accepted: null));
        var vault = new Vault { Answer = Vault.Gives(Old) };
        await using var td = Create(builder => builder.UseCredentials(_ => vault, TimeSpan.FromHours(1)));

        var calls = Enumerable.Range(0, 200).Select(_ => Task.Run(() => td.Databases.ListAsync())).ToArray();

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<CredentialsRejectedException>(() => call);
        }

        // Asked at the beginning, and anew after the first rejection; the pause after it covers the rest.
        Assert.Equal(2, vault.Asked);
        Assert.Equal(200, _handler.Seen.Count);
    }

    [Fact]
    public async Task RotatedKey_OfTheToolbeltsFile_IsReadAgainAfterTheRejection()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("td.conf", $"[account]\napikey = {Old}\n");
        var accepted = "TD1 " + Old;
        _handler.Otherwise = (request, _) => Task.FromResult(Answer(request, accepted));
        await using var td = Create(builder =>
        {
            builder.Services.AddSingleton<IProcessEnvironment>(new FakeEnvironment());
            builder.UseToolbeltConfiguration(path);
        });
        await td.Databases.ListAsync();

        folder.Write("td.conf", $"[account]\napikey = {New}\n");
        accepted = "TD1 " + New;
        await td.Databases.ListAsync();

        Assert.Equal(["TD1 " + Old, "TD1 " + Old, "TD1 " + New], _handler.Seen.Select(r => r.Headers["Authorization"]));
    }

    [Fact]
    public async Task ReloadedConfiguration_WhileACallIsUnderWay_IsUsedByItsSecondAttempt()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Brevo:ApiKey", "xkeysib-old")]).Build();
        _handler.Then(
            (_, _) =>
            {
                configuration["Brevo:ApiKey"] = "xkeysib-new";
                configuration.Reload();
                return Task.FromResult(ScriptedHandler.Json(HttpStatusCode.Unauthorized, """{"code":"unauthorized"}"""));
            }
        );
        var services = new ServiceCollection();
        services.AddBrevoClient(configuration.GetSection("Brevo")).Http.ConfigurePrimaryHttpMessageHandler(() => _handler);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<BrevoClient>().Account.GetAsync();

        Assert.Equal(["xkeysib-old", "xkeysib-new"], _handler.Seen.Select(r => r.Headers["api-key"]));
    }

    [Fact]
    public async Task RejectedKey_WhileTheVaultFails_TellsOfBoth()
    {
        var vault = new Vault { Answer = Vault.Gives(Old) };
        _handler.Then(
            (request, _) =>
            {
                vault.Answer = Vault.Fails();
                return Task.FromResult(Answer(request, accepted: null));
            }
        );
        await using var td = Create(builder => builder.UseCredentials(_ => vault, TimeSpan.FromHours(1)));

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => td.Databases.ListAsync());

        Assert.Contains("401", e.Message, StringComparison.Ordinal);
        Assert.Equal("The vault is sealed.", e.InnerException?.Message);
        Assert.Single(_handler.Seen);
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, string? accepted) =>
        request.Headers.Authorization!.ToString() == accepted
            ? ScriptedHandler.Json(HttpStatusCode.OK, """{"databases":[]}""")
            : ScriptedHandler.Json(HttpStatusCode.Unauthorized, """{"error":"no"}""");

    private TreasureDataClient Create(Action<ITreasureDataClientBuilder> build) =>
        TreasureDataClient.Create(
            new() { MaxQuotaWait = Timeout.InfiniteTimeSpan },
            services =>
            {
                var builder = services.AddTreasureDataClient();
                builder.Http.ConfigurePrimaryHttpMessageHandler(() => _handler);
                build(builder);
            }
        );
}
