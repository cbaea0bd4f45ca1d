using System.Diagnostics.CodeAnalysis;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.TreasureData;

/// <summary>An API server as Treasure Data's own tools are told: a host, with or without scheme and port.</summary>
internal sealed class TreasureDataEndpoint
{
    /// <summary>What is asked of such a text; begins in the middle of a sentence and has no full stop.</summary>
    public const string Rule =
        "must be a host such as api.eu01.treasuredata.com, with or without https:// before it and a port behind it (http:// is accepted for this machine only)";

    private TreasureDataEndpoint(string? site, Uri address)
    {
        Site = site;
        Address = address;
    }

    /// <summary>The region, when the host is the main host of one.</summary>
    public string? Site { get; }

    public Uri Address { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out TreasureDataEndpoint? endpoint)
    {
        endpoint = null;
        var full = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        if (
            !Uri.TryCreate(full, UriKind.Absolute, out var address)
            || !AddressRules.IsAllowed(address)
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
            || address.Fragment.Length > 0
        )
        {
            return false;
        }

        endpoint = new(address.AbsolutePath == "/" ? TreasureDataSites.SiteOf(address) : null, address);
        return true;
    }

    /// <summary>Puts the server where nobody chose one.</summary>
    public void ApplyTo(TreasureDataClientOptions options)
    {
        // A region brings its import host with it.
        if (Site is not null)
        {
            options.Site = Site;
        }
        else
        {
            options.BaseAddress = Address;
        }
    }
}
