using System.Diagnostics.CodeAnalysis;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Hosts of Treasure Data's regions.</summary>
internal static class TreasureDataSites
{
    private static readonly TreasureDataHosts[] s_all =
    [
        new("us01", "https://api.treasuredata.com/", "https://api-import.treasuredata.com/"),
        new("jp01", "https://api.treasuredata.co.jp/", "https://api-import.treasuredata.co.jp/"),
        new("eu01", "https://api.eu01.treasuredata.com/", "https://api-import.eu01.treasuredata.com/"),
        new("ap02", "https://api.ap02.treasuredata.com/", "https://api-import.ap02.treasuredata.com/"),
        new("ap03", "https://api.ap03.treasuredata.com/", "https://api-import.ap03.treasuredata.com/"),
    ];

    /// <summary>The accepted names, as an error message shows them.</summary>
    public const string Names = "us01, jp01 (or ap01), eu01, ap02, ap03";

    public static bool TryGet(string? site, [NotNullWhen(true)] out TreasureDataHosts? hosts)
    {
        // Tokyo goes by two names: jp01 among the API hosts, ap01 among the newer ones.
        var name = string.Equals(site, "ap01", StringComparison.OrdinalIgnoreCase) ? "jp01" : site;
        hosts = Array.Find(s_all, candidate => string.Equals(candidate.Site, name, StringComparison.OrdinalIgnoreCase));
        return hosts is not null;
    }

    /// <summary>The region whose main host this is; <see langword="null"/> for other hosts.</summary>
    public static string? SiteOf(Uri address) => Array.Find(s_all, candidate => AddressRules.SameHost(candidate.Main, address))?.Site;

    /// <summary>Base address of the main API that the options name.</summary>
    public static Uri MainAddress(TreasureDataClientOptions options) => options.BaseAddress ?? Require(options.Site).Main;

    /// <summary>Base address for streaming imports that the options name.</summary>
    public static Uri ImportAddress(TreasureDataClientOptions options) =>
        options.ImportBaseAddress ?? options.BaseAddress ?? Require(options.Site).Import;

    private static TreasureDataHosts Require(string site) =>
        TryGet(site, out var hosts) ? hosts : throw new InvalidOperationException($"Site must be one of {Names}.");
}

/// <summary>Hosts of one region.</summary>
internal sealed class TreasureDataHosts(string site, string main, string import)
{
    public string Site { get; } = site;

    public Uri Main { get; } = new(main);

    public Uri Import { get; } = new(import);
}
