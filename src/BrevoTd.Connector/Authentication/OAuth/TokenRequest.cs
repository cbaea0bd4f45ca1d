using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Authentication;

/// <summary>One request to the token endpoint, complete with the application's proof.</summary>
internal sealed class TokenRequest
{
    public const string ClientCredentialsGrant = "client_credentials";
    public const string RefreshTokenGrant = "refresh_token";
    public const string AuthorizationCodeGrant = "authorization_code";
    public const string Revocation = "revocation";

    private readonly List<KeyValuePair<string, string>> _form;
    private readonly string? _authorization;

    private TokenRequest(BrevoOAuthOptions options, Uri address, string grant, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        Address = address;
        Grant = grant;
        Timeout = options.RequestTimeout;
        _form = [];
        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
            {
                _form.Add(new(name, value));
            }
        }

        if (options.ClientAuthentication == OAuthClientAuthentication.Basic && !string.IsNullOrEmpty(options.ClientSecret))
        {
            // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
            var pair = $"{Uri.EscapeDataString(options.ClientId!)}:{Uri.EscapeDataString(options.ClientSecret)}";
            _authorization = Convert.ToBase64String(Encoding.ASCII.GetBytes(pair));
        }
        else
        {
            _form.Add(new("client_id", options.ClientId!));
            if (!string.IsNullOrEmpty(options.ClientSecret))
            {
                _form.Add(new("client_secret", options.ClientSecret));
            }
        }
    }

    public Uri Address { get; }

    public string Grant { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Whether the service may take the credential in the form away by answering.</summary>
    public bool MayRotate => Grant == RefreshTokenGrant;

    /// <summary>Whether the credential in the form is good for one request only.</summary>
    public bool IsSingleUse => Grant == AuthorizationCodeGrant;

    /// <summary>Whether an attempt may have been answered without the answer arriving.</summary>
    public bool AnswerLost { get; set; }

    /// <summary>Every parameter of the request, hashed.</summary>
    public string Fingerprint =>
        Hash([Address.AbsoluteUri, _authorization ?? "", .. _form.SelectMany(pair => new[] { pair.Key, pair.Value })]);

    public static TokenRequest ClientCredentials(BrevoOAuthOptions options) =>
        new(
            options,
            options.CurrentTokenEndpoint,
            ClientCredentialsGrant,
            ("grant_type", ClientCredentialsGrant),
            ("scope", options.Scope)
        );

    public static TokenRequest Refresh(BrevoOAuthOptions options, string refreshToken) =>
        new(options, options.CurrentTokenEndpoint, RefreshTokenGrant, ("grant_type", RefreshTokenGrant), ("refresh_token", refreshToken));

    public static TokenRequest Exchange(BrevoOAuthOptions options, string code, string redirectUri, string codeVerifier) =>
        new(
            options,
            options.TokenEndpoint ?? BrevoOAuthOptions.DefaultTokenEndpoint,
            AuthorizationCodeGrant,
            ("grant_type", AuthorizationCodeGrant),
            ("code", code),
            ("redirect_uri", redirectUri),
            ("code_verifier", codeVerifier)
        );

    public static TokenRequest Revoke(BrevoOAuthOptions options, string token, string hint) =>
        new(options, options.RevocationEndpoint, Revocation, ("token", token), ("token_type_hint", hint));

    /// <summary>What tokens are bound to: others than these are of no use after a change.</summary>
    public static string IssuedFor(BrevoOAuthOptions options, OAuthGrant grant) =>
        grant switch
        {
            OAuthGrant.ClientCredentials => Hash([
                "client",
                options.CurrentTokenEndpoint.AbsoluteUri,
                options.ClientId ?? "",
                options.Scope ?? "",
            ]),
            OAuthGrant.RefreshToken => Hash(["refresh", options.ClientId ?? "", options.RefreshToken ?? ""]),
            _ => Hash(["code", options.ClientId ?? ""]),
        };

    public HttpRequestMessage CreateMessage()
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new FormUrlEncodedContent(_form) };
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (_authorization is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", _authorization);
        }

        return message;
    }

    public override string ToString() => $"{Grant} ***";

    private static string Hash(IReadOnlyList<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), 0, 16);
    }
}
