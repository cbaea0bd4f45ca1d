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

    /// <summary>
    /// Called after the service rejected a credential with HTTP 401. When the answer is true, the call asks for the current credential and makes
    /// exactly one further attempt. Many calls may learn of the same rejection at once: a source that renews does it once for all of them, and
    /// does not let one caller's cancellation end a renewal that others wait for.
    /// </summary>
    /// <param name="request">Who asks.</param>
    /// <param name="rejected">The credential the service rejected: when another one is current by now, nothing needs to be renewed.</param>
    /// <param name="cancellationToken">Cancelled when this caller gives up or its time is over.</param>
    /// <returns>
    /// True when another credential than <paramref name="rejected"/> is current now, because the source renewed it or had already done so. The default
    /// answers false: the call then fails.
    /// </returns>
    ValueTask<bool> RenewAsync(CredentialRequest request, Credential rejected, CancellationToken cancellationToken = default) => new(false);
}
