using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Options of <see cref="TreasureDataClient"/>.</summary>
public sealed class TreasureDataClientOptions : ServiceClientOptions
{
    // An instance of its own: a configuration binder writes back what it read where it has no value, and that is nobody's choice.
    private static readonly string s_defaultSite = new("us01".AsSpan());

    private string? _site;

    /// <summary>The region whose hosts are used: <c>us01</c>, <c>jp01</c> (also <c>ap01</c>), <c>eu01</c>, <c>ap02</c> or <c>ap03</c>.</summary>
    /// <value>Default: <c>us01</c>.</value>
    public string Site
    {
        get => _site ?? s_defaultSite;
        set => _site = ReferenceEquals(value, s_defaultSite) ? _site : value ?? "";
    }

    /// <summary>Whether somebody chose <see cref="Site"/>, be it the default one.</summary>
    internal bool HasSite => _site is not null;

    /// <summary>Another base address for the main API than the site's. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>Default: <see langword="null"/>, which means the site's own host.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Another base address for streaming imports than the site's.</summary>
    /// <value>Default: <see langword="null"/>, which means <see cref="BaseAddress"/> where that is set, else the site's own import host.</value>
    public Uri? ImportBaseAddress { get; set; }

    /// <summary>Another base address for the Data Ingestion API than the site's. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>
    /// Default: <see langword="null"/>, which means the site's own host, or <see cref="BaseAddress"/> where that is set and is not a site's main host.
    /// </value>
    public Uri? IngestionBaseAddress { get; set; }

    /// <summary>
    /// The key under which a body of the Data Ingestion API carries its records. Treasure Data's own libraries send <c>events</c>; others have been seen to send <c>records</c>.
    /// </summary>
    /// <value>Default: <c>events</c>.</value>
    public string IngestionRecordsKey { get; set; } = "events";

    /// <summary>Another base address for the CDP (audience) API than the site's. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>
    /// Default: <see langword="null"/>, which means the site's own host, or <see cref="BaseAddress"/> where that is set and is not a site's main host.
    /// </value>
    public Uri? CdpBaseAddress { get; set; }

    /// <summary>Another base address for the look-up of profiles than the site's. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>
    /// Default: <see langword="null"/>, which means the site's own host, or <see cref="BaseAddress"/> where that is set and is not a site's main host.
    /// </value>
    public Uri? ProfilesBaseAddress { get; set; }

    /// <summary>Another base address for the workflow API than the site's. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>
    /// Default: <see langword="null"/>, which means the site's own host, or <see cref="BaseAddress"/> where that is set and is not a site's main host.
    /// </value>
    public Uri? WorkflowBaseAddress { get; set; }

    /// <summary>How many requests this client has under way at once. Treasure Data publishes no rate limit; this keeps a client polite.</summary>
    /// <value>Default: 16. Range: 1 to 256.</value>
    public int MaxConcurrentRequests { get; set; } = 16;
}
