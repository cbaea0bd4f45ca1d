using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Tests.Authentication.OAuth;

public sealed class BrevoOAuthOptionsTests
{
    [Fact]
    public void Options_ThatCannotBeUsed_AreAllNamedWhenTheClientIsCreated()
    {
        var e = Refused(o =>
        {
            o.Grant = (OAuthGrant)7;
            o.ClientAuthentication = OAuthClientAuthentication.Basic;
            o.TokenEndpoint = new Uri("http://oauth.brevo.com/token");
            o.AuthorizationEndpoint = new Uri("/authorize", UriKind.Relative);
            o.RevocationEndpoint = new Uri("https://user@oauth.brevo.com/revoke");
            o.RenewalBuffer = TimeSpan.FromSeconds(-1);
            o.RequestTimeout = TimeSpan.Zero;
            o.RenewalTimeout = TimeSpan.FromHours(1);
            o.Scope = "contacts:read,contacts:write";
        });

        foreach (
            var option in new[]
            {
                "Grant",
                "ClientId",
                "ClientAuthentication",
                "TokenEndpoint",
                "AuthorizationEndpoint",
                "RevocationEndpoint",
                "RenewalBuffer",
                "RequestTimeout",
                "RenewalTimeout",
                "Scope",
            }
        )
        {
            Assert.Contains(option, e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(OAuthGrant.ClientCredentials, "ClientSecret is missing")]
    [InlineData(OAuthGrant.RefreshToken, "RefreshToken is missing")]
    public void Options_WithoutWhatTheGrantNeeds_AreRefused(OAuthGrant grant, string expected)
    {
        var e = Refused(o =>
        {
            o.Grant = grant;
            o.ClientId = "id";
        });

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithASecretThatHasALineBreak_AreRefusedWithoutShowingIt()
    {
        var e = Refused(o =>
        {
            o.ClientId = "id";
            o.ClientSecret = "canary\n";
        });

        Assert.Contains("line break", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_WithHttpToThisMachine_AreAccepted()
    {
        await using var bench = new OAuthBench(o => o.TokenEndpoint = new Uri("http://127.0.0.1:8080/token"));

        Assert.Equal("access-1", await bench.Get());
    }

    [Fact]
    public async Task UseOAuth_FromAConfiguration_UsesAReloadAtTheNextCall()
    {
        var tokens = new ScriptedHandler();
        var issued = 0;
        tokens.Otherwise = (_, _) =>
            Task.FromResult(
                ScriptedHandler.Json(System.Net.HttpStatusCode.OK, $$"""{"access_token":"access-{{++issued}}","expires_in":3600}""")
            );
        var api = new ScriptedHandler();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("OAuth:ClientId", "old-id"), new("OAuth:ClientSecret", "old-secret")])
            .Build();
        var services = new ServiceCollection();
        services
            .AddBrevoClient()
            .UseOAuth(configuration.GetSection("OAuth"))
            .ConfigureOAuthHttp(http => http.ConfigurePrimaryHttpMessageHandler(() => tokens))
            .Http.ConfigurePrimaryHttpMessageHandler(() => api);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<BrevoClient>();
        await client.Account.GetAsync();
        await client.Account.GetAsync();

        configuration["OAuth:RenewalBuffer"] = "00:01:00";
        configuration.Reload();
        await client.Account.GetAsync();
        configuration["OAuth:ClientId"] = "new-id";
        configuration.Reload();
        await client.Account.GetAsync();

        Assert.Equal(
            ["Bearer access-1", "Bearer access-1", "Bearer access-1", "Bearer access-2"],
            api.Seen.Select(seen => seen.Headers["Authorization"])
        );
        Assert.Contains("client_id=new-id&", tokens.Seen[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseOAuth_OfNamedClients_KeepsTheirTokensApart()
    {
        var store = new MemoryTokenStore();
        var tokens = new ScriptedHandler();
        tokens.Otherwise = (_, _) =>
            Task.FromResult(ScriptedHandler.Json(System.Net.HttpStatusCode.OK, """{"access_token":"access","expires_in":3600}"""));
        var api = new ScriptedHandler();
        var services = new ServiceCollection();
        foreach (var name in new[] { "fr", "de" })
        {
            services
                .AddBrevoClient(name)
                .UseTokenStore(_ => store)
                .UseOAuth(o =>
                {
                    o.ClientId = name;
                    o.ClientSecret = "secret";
                })
                .ConfigureOAuthHttp(http => http.ConfigurePrimaryHttpMessageHandler(() => tokens))
                .Http.ConfigurePrimaryHttpMessageHandler(() => api);
        }

        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<BrevoClient>("fr").Account.GetAsync();
        await provider.GetRequiredKeyedService<BrevoClient>("de").Account.GetAsync();

        Assert.Equal(2, tokens.Seen.Count);
        Assert.NotNull(await store.LoadAsync("brevo:fr"));
        Assert.NotNull(await store.LoadAsync("brevo:de"));
    }

    private static OptionsValidationException Refused(Action<BrevoOAuthOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddBrevoClient().UseOAuth(configure);
        using var provider = services.BuildServiceProvider();
        return Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<BrevoClient>());
    }
}
