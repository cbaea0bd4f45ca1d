using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Lets a person authorise an application (<c>authorization_code</c> with <c>state</c> and PKCE S256), saves the tokens where the client finds them, and revokes them.
/// Thread-safe. The container has it after <c>UseOAuth</c>; <see cref="Create"/> makes one without a container.
/// </summary>
public class BrevoOAuthFlow : IDisposable, IAsyncDisposable
{
    private readonly Func<BrevoOAuthOptions> _options;
    private readonly TokenEndpoint _endpoint;
    private readonly TokenExchange _exchange;
    private readonly TokenStorage _storage;
    private readonly TimeProvider _clock;
    private ServiceProvider? _own;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoOAuthFlow()
    {
        _options = null!;
        _endpoint = null!;
        _exchange = null!;
        _storage = null!;
        _clock = null!;
    }

    internal BrevoOAuthFlow(
        Func<BrevoOAuthOptions> options,
        TokenEndpoint endpoint,
        TokenExchange exchange,
        TokenStorage storage,
        TimeProvider clock
    )
    {
        _options = options;
        _endpoint = endpoint;
        _exchange = exchange;
        _storage = storage;
        _clock = clock;
    }

    /// <summary>Creates a flow without a container, for scripts and small tools.</summary>
    /// <param name="options">The options; they are copied.</param>
    /// <param name="store">Where the tokens are saved: the same store as the client's.</param>
    /// <param name="configureServices">Adds services that the flow shall use, such as logging or a <see cref="TimeProvider"/>.</param>
    /// <exception cref="OptionsValidationException">The options cannot be used; the message names everything that is wrong.</exception>
    public static BrevoOAuthFlow Create(BrevoOAuthOptions options, ITokenStore store, Action<IServiceCollection>? configureServices = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        var copy = options.Copy();
        if (new BrevoOAuthOptionsValidator().Validate(Options.DefaultName, copy) is { Failed: true } result)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(BrevoOAuthOptions), result.Failures);
        }

        var services = new ServiceCollection();
        configureServices?.Invoke(services);
        OAuthServices.AddHttp(services, Options.DefaultName);
        var own = services.BuildServiceProvider();
        var flow = OAuthServices.CreateFlow(own, Options.DefaultName, () => copy, store);
        flow._own = own;
        return flow;
    }

    /// <summary>Begins an authorisation; makes no call. Keep the result, and send the person's browser to its <see cref="PendingAuthorization.Address"/>.</summary>
    /// <param name="redirectUri">Where Brevo sends the browser back to: exactly one of the addresses registered for the application.</param>
    /// <param name="scope">The scopes to ask for, separated by blanks; by default those of <see cref="BrevoOAuthOptions.Scope"/>.</param>
    /// <param name="tokenKey">The key to save the tokens under; by default the client's own (<see cref="BrevoOAuthOptions.TokenKey"/>).</param>
    /// <exception cref="ArgumentException">The redirect URI is not absolute, or has a fragment.</exception>
    public virtual PendingAuthorization Begin(Uri redirectUri, string? scope = null, string? tokenKey = null)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        if (!redirectUri.IsAbsoluteUri || redirectUri.Fragment.Length > 0)
        {
            throw new ArgumentException(
                "The redirect URI must be absolute and have no fragment, exactly as it is registered for the application.",
                nameof(redirectUri)
            );
        }

        var options = _options();
        var state = RandomText();
        var verifier = RandomText();
        var challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

        // OriginalString: the service compares with the registered text, and Uri would add a slash.
        var redirect = redirectUri.OriginalString;
        var query = new StringBuilder();
        Append("response_type", "code");
        Append("client_id", options.ClientId);
        Append("redirect_uri", redirect);
        Append("scope", scope ?? options.Scope);
        Append("state", state);
        Append("code_challenge", challenge);
        Append("code_challenge_method", "S256");
        var endpoint = options.AuthorizationEndpoint;
        return new PendingAuthorization
        {
            Address = new Uri(endpoint.AbsoluteUri + (endpoint.Query.Length == 0 ? "?" : "&") + query),
            State = state,
            CodeVerifier = verifier,
            RedirectUri = redirect,
            TokenKey = tokenKey ?? _storage.Key(options),
        };

        void Append(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }

    /// <summary>
    /// Takes the callback: verifies its <c>state</c>, exchanges the code, and saves the tokens. Not repeated by the library, because a code is good for one exchange: when it
    /// fails, begin again.
    /// </summary>
    /// <param name="pending">What <see cref="Begin"/> returned for this person.</param>
    /// <param name="callback">The address that the browser came back to, with its query; a path with its query will do.</param>
    /// <param name="cancellationToken">Cancels the exchange; tokens that have arrived are saved all the same.</param>
    /// <returns>The tokens, which are in the store by now.</returns>
    /// <exception cref="AuthorizationFailedException">The person or the service refused, or the callback does not answer this authorisation.</exception>
    /// <exception cref="TokenRequestException">The code could not be exchanged.</exception>
    /// <exception cref="TokenStoreException">The tokens could not be saved; they are in <see cref="TokenStoreException.UnsavedTokens"/>.</exception>
    public virtual async Task<TokenSet> CompleteAsync(
        PendingAuthorization pending,
        Uri callback,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(pending);
        ArgumentNullException.ThrowIfNull(callback);
        var code = AuthorizationCallback.ReadCode(pending, callback);
        var options = _options();
        var started = _clock.GetUtcNow();
        var request = TokenRequest.Exchange(options, code, pending.RedirectUri, pending.CodeVerifier);
        var answer = await _exchange.RunAsync(request, options.RenewalTimeout, cancellationToken).ConfigureAwait(false);
        var issuedFor = TokenRequest.IssuedFor(options, OAuthGrant.AuthorizationCode);
        var tokens = TokenRenewal.Tokens(answer, started, issuedFor);
        try
        {
            await _storage.SaveAsync(pending.TokenKey, tokens, options.RenewalTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TokenStoreException e)
        {
            throw new TokenStoreException(
                $"The application is authorised, but its tokens could not be saved. They are in UnsavedTokens: save them there or by other means, or authorise again. {e.Message}",
                e
            )
            {
                UnsavedTokens = tokens,
            };
        }

        return tokens;
    }

    /// <summary>
    /// Ends the life of the saved tokens at the service, and removes them from the store. Clients that hold an access token in memory may use it until it expires or the service
    /// rejects it. Without saved tokens it does nothing.
    /// </summary>
    /// <param name="tokenKey">The key they were saved under; by default the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="TokenRequestException">The service did not revoke them; they are still in the store.</exception>
    /// <exception cref="TokenStoreException">The store could not be read, or not be emptied after the service had revoked them.</exception>
    public virtual async Task RevokeAsync(string? tokenKey = null, CancellationToken cancellationToken = default)
    {
        var options = _options();
        var key = tokenKey ?? _storage.Key(options);
        if (await _storage.LoadAsync(key, options.RenewalTimeout, cancellationToken).ConfigureAwait(false) is not { } tokens)
        {
            return;
        }

        var request = string.IsNullOrEmpty(tokens.RefreshToken)
            ? TokenRequest.Revoke(options, tokens.AccessToken, "access_token")
            : TokenRequest.Revoke(options, tokens.RefreshToken, "refresh_token");
        await _endpoint.SendForStatusAsync(request, cancellationToken).ConfigureAwait(false);
        await _storage.DeleteAsync(key, options.RenewalTimeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes a flow made by <see cref="Create"/>; for one from a container, this does nothing.</summary>
    public virtual void Dispose()
    {
        Interlocked.Exchange(ref _own, null)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose"/>
    public virtual async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _own, null) is { } own)
        {
            await own.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    // 256 bits, and 43 characters: the least that PKCE allows.
    private static string RandomText() => Base64Url(RandomNumberGenerator.GetBytes(32));

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
