namespace BrevoTd.Connector.Authentication;

/// <summary>How an application obtains access tokens.</summary>
public enum OAuthGrant
{
    /// <summary><c>client_credentials</c>: the application acts for its own organisation. There is no refresh token; a new token is asked for instead.</summary>
    ClientCredentials = 0,

    /// <summary>
    /// <c>refresh_token</c>: begins with <see cref="BrevoOAuthOptions.RefreshToken"/>. Whatever the service rotates it to is kept in the token store, and
    /// the store then takes precedence until the option is changed.
    /// </summary>
    RefreshToken = 1,

    /// <summary>
    /// <c>authorization_code</c>: the tokens come from the token store, where <see cref="BrevoOAuthFlow"/> puts them after a person has agreed, and are renewed by
    /// their refresh token.
    /// </summary>
    AuthorizationCode = 2,
}
