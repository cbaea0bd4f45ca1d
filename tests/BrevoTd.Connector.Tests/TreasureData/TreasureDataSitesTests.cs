using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataSitesTests
{
    /// <summary>Site, then the hosts of main API, import, ingestion, CDP, profiles and workflows.</summary>
    [Theory]
    [InlineData(
        "us01",
        "api.treasuredata.com",
        "api-import.treasuredata.com",
        "us01.records.in.treasuredata.com",
        "api-cdp.treasuredata.com",
        "cdp.in.treasuredata.com",
        "api-workflow.treasuredata.com"
    )]
    [InlineData(
        "jp01",
        "api.treasuredata.co.jp",
        "api-import.treasuredata.co.jp",
        "ap01.records.in.treasuredata.com",
        "api-cdp.treasuredata.co.jp",
        "cdp-tokyo.in.treasuredata.com",
        "api-workflow.treasuredata.co.jp"
    )]
    [InlineData(
        "AP01",
        "api.treasuredata.co.jp",
        "api-import.treasuredata.co.jp",
        "ap01.records.in.treasuredata.com",
        "api-cdp.treasuredata.co.jp",
        "cdp-tokyo.in.treasuredata.com",
        "api-workflow.treasuredata.co.jp"
    )]
    [InlineData(
        "eu01",
        "api.eu01.treasuredata.com",
        "api-import.eu01.treasuredata.com",
        "eu01.records.in.treasuredata.com",
        "api-cdp.eu01.treasuredata.com",
        "cdp-eu01.in.treasuredata.com",
        "api-workflow.eu01.treasuredata.com"
    )]
    [InlineData(
        "ap02",
        "api.ap02.treasuredata.com",
        "api-import.ap02.treasuredata.com",
        "ap02.records.in.treasuredata.com",
        "api-cdp.ap02.treasuredata.com",
        "cdp-ap02.in.treasuredata.com",
        "api-workflow.ap02.treasuredata.com"
    )]
    [InlineData(
        "ap03",
        "api.ap03.treasuredata.com",
        "api-import.ap03.treasuredata.com",
        "ap03.records.in.treasuredata.com",
        "api-cdp.ap03.treasuredata.com",
        "cdp-ap03.in.treasuredata.com",
        "api-workflow.ap03.treasuredata.com"
    )]
    public void Site_OfARegion_NamesAllItsHosts(
        string site,
        string main,
        string import,
        string ingestion,
        string cdp,
        string profiles,
        string workflow
    )
    {
        var options = new TreasureDataClientOptions { Site = site };

        Assert.Equal(
            [main, import, ingestion, cdp, profiles, workflow],
            All(options).Select(address => address.AbsoluteUri["https://".Length..^1])
        );
        Assert.All(All(options), address => Assert.True(TreasureDataSites.Owns(options, address)));
        Assert.False(TreasureDataSites.Owns(options, new Uri("https://records.in.treasuredata.com/")));
    }

    [Fact]
    public void BaseAddress_OfAnotherHost_ServesEverything()
    {
        var options = new TreasureDataClientOptions { BaseAddress = new Uri("http://127.0.0.1:9/") };

        Assert.All(All(options), address => Assert.Equal("http://127.0.0.1:9/", address.AbsoluteUri));
        Assert.False(TreasureDataSites.Owns(options, new Uri("https://api-cdp.treasuredata.com/")));
    }

    [Fact]
    public void BaseAddress_ThatIsASitesMainHost_BringsTheHostsOfThatSite()
    {
        var options = new TreasureDataClientOptions { BaseAddress = new Uri("https://api.eu01.treasuredata.com") };

        Assert.Equal("api-cdp.eu01.treasuredata.com", TreasureDataSites.CdpAddress(options).Host);
        Assert.Equal("api-workflow.eu01.treasuredata.com", TreasureDataSites.WorkflowAddress(options).Host);
        Assert.Equal("cdp-eu01.in.treasuredata.com", TreasureDataSites.ProfilesAddress(options).Host);
        Assert.Equal("eu01.records.in.treasuredata.com", TreasureDataSites.IngestionAddress(options).Host);
    }

    [Fact]
    public void OwnAddressOfAService_TakesPrecedence()
    {
        var options = new TreasureDataClientOptions
        {
            BaseAddress = new Uri("http://127.0.0.1:9/"),
            ImportBaseAddress = new Uri("http://127.0.0.1:10/"),
            IngestionBaseAddress = new Uri("http://127.0.0.1:11/"),
            CdpBaseAddress = new Uri("http://127.0.0.1:12/"),
            ProfilesBaseAddress = new Uri("http://127.0.0.1:13/"),
            WorkflowBaseAddress = new Uri("http://127.0.0.1:14/"),
        };

        Assert.Equal([9, 10, 11, 12, 13, 14], All(options).Select(address => address.Port));
        Assert.All(All(options), address => Assert.True(TreasureDataSites.Owns(options, address)));
    }

    [Theory]
    [InlineData(nameof(TreasureDataClientOptions.IngestionBaseAddress))]
    [InlineData(nameof(TreasureDataClientOptions.CdpBaseAddress))]
    [InlineData(nameof(TreasureDataClientOptions.ProfilesBaseAddress))]
    [InlineData(nameof(TreasureDataClientOptions.WorkflowBaseAddress))]
    public void OwnAddressOfAService_WithoutTls_IsRefusedByName(string option)
    {
        var options = new TreasureDataClientOptions { ApiKey = TreasureDataWire.ApiKey };
        typeof(TreasureDataClientOptions).GetProperty(option)!.SetValue(options, new Uri("http://example.com/"));

        var e = Assert.Throws<OptionsValidationException>(() => TreasureDataClient.Create(options));

        Assert.Contains(option + " must begin with https://", e.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Uri> All(TreasureDataClientOptions options) =>
        [
            TreasureDataSites.MainAddress(options),
            TreasureDataSites.ImportAddress(options),
            TreasureDataSites.IngestionAddress(options),
            TreasureDataSites.CdpAddress(options),
            TreasureDataSites.ProfilesAddress(options),
            TreasureDataSites.WorkflowAddress(options),
        ];
}
