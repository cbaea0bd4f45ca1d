namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Where a client gets its credential from: implement it to fetch keys from a vault. Called before every attempt, so an implementation
/// caches what is costly to fetch; a rotated key is used as soon as the source returns it. Implementations must be thread-safe.
/// </summary>
public interface ICredentialSource
{
    /// <summary>Returns the credential that is current now.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="cancellationToken">Cancelled when the caller gives up or the attempt's time is over.</param>
    /// <returns>The credential. An empty one, like an exception, fails the call: nothing is ever sent without a credential.</returns>
    ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default);
}
