using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// What one renewal does: save what could not be saved before, look whether another process has renewed already, ask the service, save. One runs at a time.
/// </summary>
internal sealed class TokenRenewal(string clientName, TokenStorage storage, TokenExchange exchange, TimeProvider clock, ILogger logger)
{
    public const string Renewed = "renewed";
    public const string Adopted = "adopted";

    // For services that do not say how long a token lives; a 401 corrects it.
    private static readonly TimeSpan s_assumedLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromDays(365);

    private static readonly TimeSpan s_lastSave = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] s_pausesBetweenLooks = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    private string? _key;
    private TokenSet? _seen;
    private TokenSet? _unsaved;
    private (string Request, TokenRequestException Failure)? _refused;
    private string? _answerLostOf;

    /// <summary>Gets tokens that are good for longer than the buffer, and have been saved if they cannot be asked for again.</summary>
    /// <param name="options">The options as they are now.</param>
    /// <param name="held">The tokens in use until now, expired or not.</param>
    /// <param name="rejected">An access token the service answered 401 to.</param>
    /// <param name="adopt">Takes tokens that another process saved, as soon as they are known.</param>
    /// <exception cref="CredentialException">There are none.</exception>
    public async Task<(TokenSet Tokens, string Result)> RunAsync(
        BrevoOAuthOptions options,
        TokenSet? held,
        string? rejected,
        Action<TokenSet> adopt
    )
    {
        var key = storage.Key(options);
        if (key != _key)
        {
            (_key, _seen) = (key, null);
        }

        var stored = await LoadAsync(options, key).ConfigureAwait(false);
        if (await SaveUnsavedAsync(options, key, stored).ConfigureAwait(false) is { } saved)
        {
            held = stored = saved;
            adopt(saved);
            if (IsGood(saved, options, rejected))
            {
                return (saved, Renewed);
            }
        }

        // A store that answers late may still show what was there before. If that is the only hope, it is looked at again after a refusal.
        var isNews = stored is not null && !stored.HasSameTokens(_seen);
        var isLate = isNews && held is not null && _refused is null && stored!.ObtainedAt < held.ObtainedAt;
        _seen = isLate ? _seen : stored;
        if (isNews && !isLate && Fits(stored!, options))
        {
            held = stored;
            if (stored!.AccessToken != rejected)
            {
                adopt(stored);
                if (IsGood(stored, options, rejected))
                {
                    return (stored, Adopted);
                }
            }
        }

        held ??= stored is not null && Fits(stored, options) ? stored : null;
        return await AskAsync(options, key, held, rejected, adopt).ConfigureAwait(false);
    }

    /// <summary>The last chance of what could not be saved: the client is being closed.</summary>
    public async Task SaveAtTheEndAsync()
    {
        if (_unsaved is not { } unsaved || _key is not { } key)
        {
            return;
        }

        try
        {
            await storage.SaveAsync(key, unsaved, s_lastSave).ConfigureAwait(false);
            _unsaved = null;
        }
        catch (TokenStoreException e)
        {
            AuthenticationLog.RotatedTokenLost(logger, "Brevo", clientName, (e.InnerException ?? e).GetType().Name);
        }
    }

    private async Task<(TokenSet Tokens, string Result)> AskAsync(
        BrevoOAuthOptions options,
        string key,
        TokenSet? held,
        string? rejected,
        Action<TokenSet> adopt
    )
    {
        var request = Request(options, held);
        var fingerprint = request.Fingerprint;
        if (_refused is { } refused && refused.Request == fingerprint)
        {
            // Whoever emptied the store wants to begin anew with the options' token.
            return held is not null && _seen is null && options.Grant == OAuthGrant.RefreshToken
                ? await AskAsync(options, key, held: null, rejected, adopt).ConfigureAwait(false)
                : throw refused.Failure;
        }

        var started = clock.GetUtcNow();
        TokenAnswer answer;
        try
        {
            answer = await exchange.RunAsync(request, options.RenewalTimeout).ConfigureAwait(false);
        }
        catch (TokenRequestException e) when (e.Error == TokenFailures.InvalidGrant && request.MayRotate)
        {
            if (await LoadNewsAsync(options, key).ConfigureAwait(false) is { } stored)
            {
                adopt(stored);
                return IsGood(stored, options, rejected)
                    ? (stored, Adopted)
                    : await AskAsync(options, key, stored, rejected, adopt).ConfigureAwait(false);
            }

            var failure = request.AnswerLost || _answerLostOf == fingerprint ? TokenFailures.LostAnswer(e) : e;
            _refused = (fingerprint, failure);
            throw failure;
        }
        catch (TokenRequestException)
        {
            _answerLostOf = request.AnswerLost ? fingerprint : _answerLostOf;
            throw;
        }

        _refused = null;
        _answerLostOf = null;
        return (await TakeAsync(options, key, held, answer, started).ConfigureAwait(false), Renewed);
    }

    private async Task<TokenSet> TakeAsync(
        BrevoOAuthOptions options,
        string key,
        TokenSet? held,
        TokenAnswer answer,
        DateTimeOffset started
    )
    {
        var used = RefreshToken(options, held);
        var fresh = Tokens(answer, started, TokenRequest.IssuedFor(options, options.Grant)) with
        {
            RefreshToken =
                options.Grant == OAuthGrant.ClientCredentials ? null
                : string.IsNullOrEmpty(answer.RefreshToken) ? used
                : answer.RefreshToken,
        };
        var rotated = fresh.RefreshToken is not null && fresh.RefreshToken != used;
        try
        {
            await storage.SaveAsync(key, fresh, options.RenewalTimeout).ConfigureAwait(false);
            _seen = fresh;
        }
        catch (TokenStoreException e) when (rotated)
        {
            _unsaved = fresh;
            throw NotSaved(e);
        }
        catch (TokenStoreException e)
        {
            AuthenticationLog.TokensNotSaved(logger, "Brevo", clientName, (e.InnerException ?? e).GetType().Name);
        }

        return fresh;
    }

    /// <summary>An answer as a set of tokens. The lifetime counts from before the request: never too long, however slow the answer.</summary>
    internal static TokenSet Tokens(TokenAnswer answer, DateTimeOffset started, string issuedFor)
    {
        var lifetime =
            answer.ExpiresIn is not { } seconds || !double.IsFinite(seconds) || seconds <= 0 ? s_assumedLifetime
            : seconds > s_longestLifetime.TotalSeconds ? s_longestLifetime
            : TimeSpan.FromSeconds(seconds);
        return new TokenSet
        {
            AccessToken = answer.AccessToken!,
            RefreshToken = string.IsNullOrEmpty(answer.RefreshToken) ? null : answer.RefreshToken,
            ObtainedAt = started,
            ExpiresAt = started + lifetime,
            Scope = answer.Scope,
            IssuedFor = issuedFor,
        };
    }

    /// <summary>Saves again what could not be saved, before anything is sent with it.</summary>
    private async Task<TokenSet?> SaveUnsavedAsync(BrevoOAuthOptions options, string key, TokenSet? stored)
    {
        if (_unsaved is not { } unsaved)
        {
            return null;
        }

        // Somebody has authorised anew since, or the options ask for other tokens: what is unsaved has no use any more.
        var isSuperseded = stored is not null && !stored.HasSameTokens(_seen) && stored.ObtainedAt > unsaved.ObtainedAt;
        if (isSuperseded || !Fits(unsaved, options))
        {
            _unsaved = null;
            return null;
        }

        try
        {
            await storage.SaveAsync(key, unsaved, options.RenewalTimeout).ConfigureAwait(false);
        }
        catch (TokenStoreException e)
        {
            throw NotSaved(e);
        }

        _unsaved = null;
        _seen = unsaved;
        return unsaved;
    }

    /// <summary>What another process got with the same refresh token a moment earlier, and is maybe just about to save.</summary>
    private async Task<TokenSet?> LoadNewsAsync(BrevoOAuthOptions options, string key)
    {
        for (var look = 0; ; look++)
        {
            var stored = await LoadAsync(options, key).ConfigureAwait(false);
            if (stored is not null && Fits(stored, options) && !stored.HasSameTokens(_seen))
            {
                return _seen = stored;
            }

            if (!storage.IsShared || look == s_pausesBetweenLooks.Length)
            {
                return null;
            }

            await Task.Delay(s_pausesBetweenLooks[look], clock, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<TokenSet?> LoadAsync(BrevoOAuthOptions options, string key)
    {
        try
        {
            var stored = await storage.LoadAsync(key, options.RenewalTimeout).ConfigureAwait(false);
            return stored is null || Credential.IsUsable(stored.AccessToken)
                ? stored
                : throw new TokenStoreException(
                    "The token store holds an access token that cannot stand in a header, so it is damaged. Remove it there, and authorise again or let it be asked for again."
                );
        }
        catch (TokenStoreException e) when (options.Grant == OAuthGrant.ClientCredentials)
        {
            // The store only saves token requests here.
            AuthenticationLog.TokensNotSaved(logger, "Brevo", clientName, (e.InnerException ?? e).GetType().Name);
            return null;
        }
        catch (TokenStoreException e) when (_unsaved is not null)
        {
            throw NotSaved(e);
        }
    }

    private TokenStoreException NotSaved(TokenStoreException cause)
    {
        AuthenticationLog.RotatedTokenNotSaved(logger, "Brevo", clientName);
        return new TokenStoreException(
            $"Brevo replaced the refresh token, and the new one could not be saved. Nothing is lost as long as this process runs: the new tokens are kept in memory, and the next call saves them before it sends anything. Repair the token store before the process ends; otherwise a person has to authorise again. {cause.Message}",
            cause
        );
    }

    private static TokenRequest Request(BrevoOAuthOptions options, TokenSet? held)
    {
        if (options.Grant == OAuthGrant.ClientCredentials)
        {
            return TokenRequest.ClientCredentials(options);
        }

        return RefreshToken(options, held) is { } token
            ? TokenRequest.Refresh(options, token)
            : throw TokenFailures.NothingToBeginWith(options, held is not null);
    }

    private static string? RefreshToken(BrevoOAuthOptions options, TokenSet? held) =>
        !string.IsNullOrEmpty(held?.RefreshToken) ? held.RefreshToken
        : options.Grant == OAuthGrant.RefreshToken ? options.RefreshToken
        : null;

    private static bool Fits(TokenSet tokens, BrevoOAuthOptions options) =>
        tokens.IssuedFor is null || tokens.IssuedFor == TokenRequest.IssuedFor(options, options.Grant);

    private bool IsGood(TokenSet tokens, BrevoOAuthOptions options, string? rejected) =>
        tokens.AccessToken != rejected && clock.GetUtcNow() < HeldToken.From(tokens, options).RenewAt;
}
