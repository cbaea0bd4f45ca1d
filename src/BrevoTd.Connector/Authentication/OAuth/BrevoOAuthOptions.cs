namespace BrevoTd.Connector.Authentication;

/// <summary>OAuth 2.0 for a Brevo client, in place of an API key. A reload is used by the next call.</summary>
public sealed class BrevoOAuthOptions
{
    internal static readonly Uri DefaultTokenEndpoint = new("https://oauth.brevo.com/realms/partner/oauth/token");
    internal static readonly Uri DefaultMachineTokenEndpoint = new("https://api.brevo.com/realms/partner/oauth/token");

    /// <summary>How access tokens are obtained.</summary>
    /// <value>Default: <see cref="OAuthGrant.ClientCredentials"/>.</value>
    public OAuthGrant Grant { get; set; } = OAuthGrant.ClientCredentials;

    /// <summary>Identifier of the application, as Brevo issued it. Required.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? ClientId { get; set; }

    /// <summary>Secret of the application. Required for <see cref="OAuthGrant.ClientCredentials"/>; public applications have none.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// The scopes to ask for, separated by blanks, such as <c>contacts:read contacts:write</c>; <c>:write</c> does not include <c>:read</c>. Without any,
    /// <c>client_credentials</c> gives a token with every scope of the application.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Scope { get; set; }

    /// <summary>The refresh token to begin with. Required for <see cref="OAuthGrant.RefreshToken"/>, not used by the others.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? RefreshToken { get; set; }

    /// <summary>Where tokens are asked for. Must be <c>https</c>, or <c>http</c> to a loopback address.</summary>
    /// <value>
    /// Default: <see langword="null"/>, which means <c>https://api.brevo.com/realms/partner/oauth/token</c> for <see cref="OAuthGrant.ClientCredentials"/>
    /// and <c>https://oauth.brevo.com/realms/partner/oauth/token</c> for the others.
    /// </value>
    public Uri? TokenEndpoint { get; set; }

    /// <summary>Where <see cref="BrevoOAuthFlow"/> sends a person to agree.</summary>
    /// <value>Default: <c>https://oauth.brevo.com/realms/partner/oauth/authorize</c>.</value>
    public Uri AuthorizationEndpoint { get; set; } = new("https://oauth.brevo.com/realms/partner/oauth/authorize");

    /// <summary>Where <see cref="BrevoOAuthFlow.RevokeAsync"/> ends a token's life.</summary>
    /// <value>Default: <c>https://oauth.brevo.com/realms/partner/oauth/revoke</c>.</value>
    public Uri RevocationEndpoint { get; set; } = new("https://oauth.brevo.com/realms/partner/oauth/revoke");

    /// <summary>How the application proves at the token endpoint who it is. Without a secret only <see cref="ClientId"/> is sent, in the form.</summary>
    /// <value>Default: <see cref="OAuthClientAuthentication.Post"/>.</value>
    public OAuthClientAuthentication ClientAuthentication { get; set; } = OAuthClientAuthentication.Post;

    /// <summary>
    /// How long before its expiry a token is renewed. Calls go on with the old token meanwhile. Never more than half of the token's lifetime is used.
    /// </summary>
    /// <value>Default: 2 minutes.</value>
    public TimeSpan RenewalBuffer { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one request to the token endpoint may take.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a renewal may take until the new token is there, with all its requests and pauses. Saving it in the token store may take as long again.
    /// </summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan RenewalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Under which key the tokens stand in the token store. Two clients, or processes, with the same key share their tokens.</summary>
    /// <value>Default: <see langword="null"/>, which means <c>brevo</c>, or <c>brevo:NAME</c> for a named client.</value>
    public string? TokenKey { get; set; }

    internal Uri CurrentTokenEndpoint =>
        TokenEndpoint ?? (Grant == OAuthGrant.ClientCredentials ? DefaultMachineTokenEndpoint : DefaultTokenEndpoint);

    internal BrevoOAuthOptions Copy() => (BrevoOAuthOptions)MemberwiseClone();
}
