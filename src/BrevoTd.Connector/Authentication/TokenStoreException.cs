namespace BrevoTd.Connector.Authentication;

/// <summary>The token store could not be read or written. No token is lost by that; the message says where it is and what to do.</summary>
public sealed class TokenStoreException : CredentialException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Cause and remedy, free of secrets.</param>
    /// <param name="innerException">What the store threw, if it did.</param>
    public TokenStoreException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>Always: a store may work again.</summary>
    public override bool IsTransient => true;

    /// <summary>
    /// Tokens that <see cref="BrevoOAuthFlow.CompleteAsync"/> obtained and could not save: save them, or they are lost. <see langword="null"/> in every other case, because
    /// a client keeps its tokens and saves them again by itself.
    /// </summary>
    public TokenSet? UnsavedTokens { get; init; }

    internal override CredentialException ForCaller() => new TokenStoreException(Message, this) { UnsavedTokens = UnsavedTokens };
}
