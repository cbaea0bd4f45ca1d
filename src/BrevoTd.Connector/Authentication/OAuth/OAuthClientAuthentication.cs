namespace BrevoTd.Connector.Authentication;

/// <summary>How an application proves at the token endpoint who it is.</summary>
public enum OAuthClientAuthentication
{
    /// <summary><c>client_secret_post</c>: identifier and secret stand in the form.</summary>
    Post = 0,

    /// <summary><c>client_secret_basic</c>: identifier and secret stand in the <c>Authorization</c> header.</summary>
    Basic = 1,
}
