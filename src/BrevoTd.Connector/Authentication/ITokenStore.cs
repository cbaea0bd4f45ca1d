namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Where OAuth tokens outlive the process and are shared between processes: implement it over a database, a vault or a cache that does not evict. Implementations must be
/// thread-safe, write a set as a whole or not at all, and keep it secret: <see cref="TokenSet.ToJson"/> holds the tokens in clear.
/// </summary>
public interface ITokenStore
{
    /// <summary>Reads the tokens.</summary>
    /// <param name="key">Whose tokens: <see cref="BrevoOAuthOptions.TokenKey"/>.</param>
    /// <param name="cancellationToken">Cancelled when the renewal's time is over.</param>
    /// <returns>The tokens saved last, by whichever process; <see langword="null"/> when there are none.</returns>
    ValueTask<TokenSet?> LoadAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes the tokens in place of earlier ones, and returns only once they are safe. It may be called again with the same tokens.</summary>
    /// <param name="key">Whose tokens.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="cancellationToken">Cancelled when saving takes too long.</param>
    ValueTask SaveAsync(string key, TokenSet tokens, CancellationToken cancellationToken = default);

    /// <summary>Removes the tokens; it is no error when there are none.</summary>
    /// <param name="key">Whose tokens.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default);
}
