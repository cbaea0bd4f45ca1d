using System.Diagnostics.CodeAnalysis;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Hosts of Treasure Data's regions, and which of them a client's options name for each service.</summary>
internal static class TreasureDataSites
{
    // The hosts follow no common pattern: Tokyo has a domain of its own for the older services, and another name among the newer ones.
    private static readonly TreasureDataHosts[] s_all =
    [
        new("us01")
        {
            Main = new("https://api.treasuredata.com/"),
            Import = new("https://api-import.treasuredata.com/"),
            Ingestion = new("https://us01.records.in.treasuredata.com/"),
            Cdp = new("https://api-cdp.treasuredata.com/"),
            Profiles = new("https://cdp.in.treasuredata.com/"),
            Workflow = new("https://api-workflow.treasuredata.com/"),
        },
        new("jp01")
        {
            Main = new("https://api.treasuredata.co.jp/"),
            Import = new("https://api-import.treasuredata.co.jp/"),
            Ingestion = new("https://ap01.records.in.treasuredata.com/"),
            Cdp = new("https://api-cdp.treasuredata.co.jp/"),
            Profiles = new("https://cdp-tokyo.in.treasuredata.com/"),
            Workflow = new("https://api-workflow.treasuredata.co.jp/"),
        },
        Regular("eu01"),
        Regular("ap02"),
        Regular("ap03"),
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
    public static string? SiteOf(Uri address) => HostsOf(address)?.Site;

    /// <summary>Base address of the main API that the options name.</summary>
    public static Uri MainAddress(TreasureDataClientOptions options) => options.BaseAddress ?? Require(options.Site).Main;

    /// <summary>Base address for streaming imports that the options name.</summary>
    public static Uri ImportAddress(TreasureDataClientOptions options) =>
        options.ImportBaseAddress ?? options.BaseAddress ?? Require(options.Site).Import;

    /// <summary>Base address of the Data Ingestion API that the options name.</summary>
    public static Uri IngestionAddress(TreasureDataClientOptions options) =>
        options.IngestionBaseAddress ?? Hosts(options)?.Ingestion ?? options.BaseAddress!;

    /// <summary>Base address of the CDP (audience) API that the options name.</summary>
    public static Uri CdpAddress(TreasureDataClientOptions options) =>
        options.CdpBaseAddress ?? Hosts(options)?.Cdp ?? options.BaseAddress!;

    /// <summary>Base address for the look-up of profiles that the options name.</summary>
    public static Uri ProfilesAddress(TreasureDataClientOptions options) =>
        options.ProfilesBaseAddress ?? Hosts(options)?.Profiles ?? options.BaseAddress!;

    /// <summary>Base address of the workflow API that the options name.</summary>
    public static Uri WorkflowAddress(TreasureDataClientOptions options) =>
        options.WorkflowBaseAddress ?? Hosts(options)?.Workflow ?? options.BaseAddress!;

    /// <summary>Whether an address is on one of the hosts that the options name; the key goes to these and to no other.</summary>
    public static bool Owns(TreasureDataClientOptions options, Uri address) =>
        AddressRules.SameHost(MainAddress(options), address)
        || AddressRules.SameHost(ImportAddress(options), address)
        || AddressRules.SameHost(IngestionAddress(options), address)
        || AddressRules.SameHost(CdpAddress(options), address)
        || AddressRules.SameHost(WorkflowAddress(options), address)
        || AddressRules.SameHost(ProfilesAddress(options), address);

    // Another main host than a region's is taken to serve everything, unless the options name more of them: a key must not reach a host that nobody chose.
    private static TreasureDataHosts? Hosts(TreasureDataClientOptions options) =>
        options.BaseAddress is { } address ? HostsOf(address) : Require(options.Site);

    private static TreasureDataHosts? HostsOf(Uri address) =>
        Array.Find(s_all, candidate => AddressRules.SameHost(candidate.Main, address));

    private static TreasureDataHosts Regular(string site) =>
        new(site)
        {
            Main = new($"https://api.{site}.treasuredata.com/"),
            Import = new($"https://api-import.{site}.treasuredata.com/"),
            Ingestion = new($"https://{site}.records.in.treasuredata.com/"),
            Cdp = new($"https://api-cdp.{site}.treasuredata.com/"),
            Profiles = new($"https://cdp-{site}.in.treasuredata.com/"),
            Workflow = new($"https://api-workflow.{site}.treasuredata.com/"),
        };

    private static TreasureDataHosts Require(string site) =>
        TryGet(site, out var hosts) ? hosts : throw new InvalidOperationException($"Site must be one of {Names}.");
}
