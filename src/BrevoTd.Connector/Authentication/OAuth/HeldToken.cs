namespace BrevoTd.Connector.Authentication;

/// <summary>The tokens a source hands out now, with what is worked out of them once.</summary>
internal sealed class HeldToken
{
    private HeldToken(TokenSet tokens, BrevoOAuthOptions options, string issuedFor)
    {
        Tokens = tokens;
        Options = options;
        IssuedFor = issuedFor;
        Credential = Credential.BearerToken(tokens.AccessToken);
        var buffer = Buffer(tokens, options);
        RenewAt = tokens.ExpiresAt - DateTimeOffset.MinValue > buffer ? tokens.ExpiresAt - buffer : DateTimeOffset.MinValue;
    }

    public TokenSet Tokens { get; }

    /// <summary>The options they were judged by: while those are the same object, nothing has to be compared.</summary>
    public BrevoOAuthOptions Options { get; }

    public string IssuedFor { get; }

    public Credential Credential { get; }

    /// <summary>From when on a new token is asked for while this one is still in use.</summary>
    public DateTimeOffset RenewAt { get; }

    /// <summary>Whether the service has answered 401 to it.</summary>
    public bool IsRejected { get; private init; }

    public static HeldToken From(TokenSet tokens, BrevoOAuthOptions options) =>
        new(tokens, options, TokenRequest.IssuedFor(options, options.Grant));

    public HeldToken Rejected() => new(Tokens, Options, IssuedFor) { IsRejected = true };

    /// <summary>The same for reloaded options; <see langword="null"/> when those ask for other tokens.</summary>
    public HeldToken? For(BrevoOAuthOptions options)
    {
        if (ReferenceEquals(options, Options))
        {
            return this;
        }

        var issuedFor = TokenRequest.IssuedFor(options, options.Grant);
        return string.Equals(issuedFor, IssuedFor, StringComparison.Ordinal)
            ? new HeldToken(Tokens, options, issuedFor) { IsRejected = IsRejected }
            : null;
    }

    public bool IsUsable(DateTimeOffset now) => !IsRejected && now < Tokens.ExpiresAt;

    // A token that lives for a minute must not be renewed all the time because the buffer is longer.
    private static TimeSpan Buffer(TokenSet tokens, BrevoOAuthOptions options)
    {
        var half = (tokens.ExpiresAt - tokens.ObtainedAt) / 2;
        return half <= TimeSpan.Zero || options.RenewalBuffer < half ? options.RenewalBuffer : half;
    }
}
