using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Authentication;

/// <summary>Settings and environment variables through <c>IConfiguration</c>. Not parallel: the environment is the process's.</summary>
[Collection(nameof(ConfigurationTests))]
[CollectionDefinition(nameof(ConfigurationTests), DisableParallelization = true)]
public sealed class ConfigurationTests : IDisposable
{
    private readonly string _prefix = "BREVOTD" + Guid.NewGuid().ToString("N") + "_";

    public void Dispose() => Environment.SetEnvironmentVariable(_prefix + "TreasureData__ApiKey", null);

    [Fact]
    public async Task Configuration_OfSettingsAndEnvironment_GivesKeysOfBothClients()
    {
        Environment.SetEnvironmentVariable(_prefix + "TreasureData__ApiKey", "1/e000000000000000000000000000000000000000");
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(
                new MemoryStream(
                    Encoding.UTF8.GetBytes(
                        """
                        {
                          "Brevo": { "ApiKey": "xkeysib-settings" },
                          "TreasureData": { "ApiKey": "1/a000000000000000000000000000000000000000", "Site": "eu01" }
                        }
                        """
                    )
                )
            )
            .AddEnvironmentVariables(_prefix)
            .Build();
        using var handler = new ScriptedHandler();
        var services = new ServiceCollection();
        services.AddBrevoClient(configuration.GetSection("Brevo")).Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddTreasureDataClient(configuration.GetSection("TreasureData")).Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<BrevoClient>().Account.GetAsync();
        await provider.GetRequiredService<TreasureDataClient>().Databases.ListAsync();

        Assert.Equal("xkeysib-settings", handler.Seen[0].Headers["api-key"]);
        Assert.Equal("TD1 1/e000000000000000000000000000000000000000", handler.Seen[1].Headers["Authorization"]);
        Assert.StartsWith("https://api.eu01.treasuredata.com/", handler.Seen[1].Uri, StringComparison.Ordinal);
    }
}
