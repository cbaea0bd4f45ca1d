using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Options of <see cref="BrevoClient"/>.</summary>
public sealed class BrevoClientOptions : ServiceClientOptions
{
    /// <summary>Base address of the API, with its version. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>Default: <c>https://api.brevo.com/v3/</c>.</value>
    public Uri BaseAddress { get; set; } = new("https://api.brevo.com/v3/");

    /// <summary>The account's table of rate limits.</summary>
    /// <value>Default: <see cref="BrevoTier.General"/>, which every account has.</value>
    public BrevoTier Tier { get; set; } = BrevoTier.General;
}
