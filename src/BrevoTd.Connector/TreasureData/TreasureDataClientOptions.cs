using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Options of <see cref="TreasureDataClient"/>.</summary>
public sealed class TreasureDataClientOptions : ServiceClientOptions
{
    /// <summary>The region whose hosts are used: <c>us01</c>, <c>jp01</c> (also <c>ap01</c>), <c>eu01</c>, <c>ap02</c> or <c>ap03</c>.</summary>
    /// <value>Default: <c>us01</c>.</value>
    public string Site { get; set; } = "us01";

    /// <summary>Another base address for the main API than the site's. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>Default: <see langword="null"/>, which means the site's own host.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Another base address for streaming imports than the site's.</summary>
    /// <value>Default: <see langword="null"/>, which means <see cref="BaseAddress"/> where that is set, else the site's own import host.</value>
    public Uri? ImportBaseAddress { get; set; }

    /// <summary>How many requests this client has under way at once. Treasure Data publishes no rate limit; this keeps a client polite.</summary>
    /// <value>Default: 16. Range: 1 to 256.</value>
    public int MaxConcurrentRequests { get; set; } = 16;
}
