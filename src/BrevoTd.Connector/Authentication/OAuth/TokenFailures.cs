using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text;

namespace BrevoTd.Connector.Authentication;

/// <summary>Turns everything that can go wrong at the token endpoint into exceptions with cause and remedy.</summary>
internal static class TokenFailures
{
    public const string InvalidGrant = "invalid_grant";

    private const int MaxText = 2048;

    /// <summary>Codes of the protocol: they may stand in a message. Anything else is text that came from outside.</summary>
    private static readonly string[] s_known =
    [
        InvalidGrant,
        "invalid_client",
        "invalid_request",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type",
        "unsupported_token_type",
        "access_denied",
        "server_error",
        "temporarily_unavailable",
    ];

    /// <summary>The exception for a request that got no answer; <see langword="null"/> when it is one already, or none of the network's.</summary>
    public static TokenRequestException? NoAnswer(TokenRequest request, Exception exception, bool timedOut)
    {
        var host = Host(request.Address);
        (string? text, var maybe) = exception switch
        {
            OperationCanceledException when timedOut => (
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{host} did not answer within RequestTimeout ({request.Timeout.TotalSeconds:0.###} s)"
                ),
                true
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (
                $"the name {request.Address.Host} could not be resolved. Check the spelling of the endpoint, DNS and the network",
                false
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException } => (
                $"the TLS certificate of {host} was not accepted. Check the machine's clock and trusted certificates, and whether a proxy intercepts TLS",
                false
            ),
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.SecureConnectionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.ProxyTunnelError
            } => ($"no connection to {host} could be made. Check the endpoint, the network, and the firewall or proxy", false),
            HttpRequestException or IOException => ($"the connection to {host} broke before the answer was complete", true),
            _ => ((string?)null, false),
        };
        return text is null
            ? null
            : new TokenRequestException(
                $"{What(request)}: {text}.",
                isTransient: true,
                exception is OperationCanceledException ? null : exception
            )
            {
                MayHaveBeenProcessed = maybe,
            };
    }

    public static TokenRequestException TooLarge(TokenRequest request, int bytes) =>
        new(
            $"{What(request)}: {Host(request.Address)} sent more than {bytes} bytes, which is no answer of a token endpoint. Check the endpoint's address.",
            isTransient: false
        )
        {
            MayHaveBeenProcessed = true,
        };

    public static TokenRequestException Unreadable(TokenRequest request, HttpStatusCode status, ReadOnlySpan<byte> body) =>
        Unusable(
            request,
            status,
            body.IsEmpty ? "an empty body"
                : IsPage(body) ? "an HTML page, so a proxy, a gateway or another server answered"
                : "something else than the JSON that the protocol prescribes"
        );

    public static TokenRequestException Unusable(TokenRequest request, HttpStatusCode status, string what) =>
        new(
            $"{What(request)}: {Host(request.Address)} answered {(int)status} with {what}. Check the endpoint's address and proxies.",
            isTransient: false
        )
        {
            StatusCode = status,
            MayHaveBeenProcessed = true,
        };

    public static TokenRequestException Refusal(
        TokenRequest request,
        HttpStatusCode status,
        TokenErrorAnswer? error,
        ReadOnlySpan<byte> body,
        TimeSpan? retryAfter
    )
    {
        var code = Code(error?.Error);
        var said = code is not null && s_known.Contains(code, StringComparer.Ordinal) ? $" ({code})" : "";
        var transient = (int)status is 408 or 425 or 429 or >= 500 || code is "server_error" or "temporarily_unavailable";
        return new TokenRequestException(
            $"{What(request)}: {Host(request.Address)} answered {(int)status}{said}. {Remedy(request, status, code, body)}",
            transient
        )
        {
            Error = code,
            ServiceMessage = Cut(error?.ErrorDescription) ?? (code is null ? Text(body) : null),
            StatusCode = status,
            RetryAfter = retryAfter,
            MayHaveBeenProcessed = transient && (int)status is not (425 or 429 or 503),
        };
    }

    /// <summary>A refused refresh whose predecessor may have been answered: it is known now what happened to it.</summary>
    public static TokenRequestException LostAnswer(TokenRequestException refused) =>
        new(
            "The refresh token is not accepted any more (invalid_grant), and the answer to an earlier refresh with it was lost on the way: the service has probably replaced it by one that never arrived. Authorise again with BrevoOAuthFlow, or set a new RefreshToken.",
            isTransient: false,
            refused
        )
        {
            Error = refused.Error,
            ServiceMessage = refused.ServiceMessage,
            StatusCode = refused.StatusCode,
        };

    public static TokenRequestException OutOfTime(TimeSpan limit, TokenRequestException? last) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"There was no access token within RenewalTimeout ({limit.TotalSeconds:0.###} s).{(last is null ? "" : " " + last.Message)}"
            ),
            isTransient: true,
            last
        )
        {
            MayHaveBeenProcessed = true,
        };

    public static TokenRequestException NothingToBeginWith(BrevoOAuthOptions options, bool hasTokens) =>
        new(
            options.Grant == OAuthGrant.AuthorizationCode && !hasTokens
                ? "There are no tokens in the token store: let a person authorise the application first, with BrevoOAuthFlow, and use the same TokenKey and a store that both sides share."
                : "The access token has ended and there is no refresh token to renew it with: authorise again with BrevoOAuthFlow, and ask for the scope that grants refresh tokens (offline_access) if the service has one.",
            isTransient: false
        )
        {
            IsWithoutRequest = true,
        };

    /// <summary>An error code, if it looks like one: anything else may be a person's data, and belongs into a service's message.</summary>
    public static string? Code(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterLower(c) || c is '_') ? text : null;

    /// <summary>A host with its port where that says something.</summary>
    private static string Host(Uri address) => address.IsDefaultPort ? address.Host : $"{address.Host}:{address.Port}";

    private static string What(TokenRequest request) =>
        request.Grant switch
        {
            TokenRequest.Revocation => "The token was not revoked",
            TokenRequest.AuthorizationCodeGrant => "The authorisation code was not exchanged",
            _ => $"No access token by {request.Grant}",
        };

    private static string Remedy(TokenRequest request, HttpStatusCode status, string? code, ReadOnlySpan<byte> body) =>
        (code, (int)status) switch
        {
            (InvalidGrant, _) when request.Grant == TokenRequest.RefreshTokenGrant =>
                "The refresh token has expired (Brevo's live 30 days), was revoked, or was replaced by a newer one: authorise again with BrevoOAuthFlow, or set a new RefreshToken.",
            (InvalidGrant, _) when request.Grant == TokenRequest.AuthorizationCodeGrant =>
                "The code has expired (they live for minutes), was used already, or belongs to another redirect URI or application: begin the authorisation again.",
            (InvalidGrant, _) => "Authorise the application again.",
            ("invalid_client", _) =>
                "Check ClientId and ClientSecret, that the application exists and is active, and ClientAuthentication (Post or Basic).",
            ("unauthorized_client", _) =>
                "The application may not use this grant: enable it in the application's settings, or choose another Grant.",
            ("invalid_scope", _) =>
                "Ask only for scopes that exist and are granted to the application: see the option Scope and the application's settings.",
            ("unsupported_grant_type", _) => "The endpoint does not know this grant: check TokenEndpoint and Grant.",
            (_, 429) => "Tokens are asked for too often, maybe by other programs with the same application: wait, or share a token store.",
            (_, >= 500) => "The fault is on the service's side: try again later.",
            (_, >= 300 and < 400) =>
                "The redirect was not followed, because it would carry the application's secret elsewhere: check the endpoint's address.",
            (_, 404 or 405) => "There is no token endpoint at this address: check it.",
            (null, 401 or 403) when IsPage(body) =>
                "The body is an HTML page, so a proxy, a gateway or another server answered: check the endpoint's address and proxies.",
            (null, 401 or 403) =>
                "Check ClientId and ClientSecret, ClientAuthentication (Post or Basic), and whether this machine's address is allowed.",
            _ => "Check the OAuth options; Error and ServiceMessage hold the service's own explanation.",
        };

    private static bool IsPage(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    private static string? Text(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxText)]).Trim();
        return text.Length == 0 ? null : text;
    }

    private static string? Cut(string? text) => text is null || text.Length <= MaxText ? text : text[..MaxText];
}
