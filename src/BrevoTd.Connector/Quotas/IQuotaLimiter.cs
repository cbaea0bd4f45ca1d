namespace BrevoTd.Connector.Quotas;

/// <summary>
/// Gives out permits: one for every attempt to call a service. Implement it to share an account's quota between processes; otherwise
/// <see cref="LocalQuotaLimiter"/> is used. Implementations must be thread-safe.
/// </summary>
public interface IQuotaLimiter
{
    /// <summary>Waits for a permit and returns it, or refuses as soon as it is clear that the wait would be longer than the caller allows.</summary>
    /// <param name="request">The call that is about to be sent, and how long it may wait.</param>
    /// <param name="cancellationToken">Cancelled when the caller gives up; a cancelled wait uses no permit.</param>
    ValueTask<QuotaLease> AcquireAsync(QuotaRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells the limiter what an answer said about the quota: other programs may use the same account. Called before the lease is disposed, for every answer, also one
    /// without headers. Must return at once and must not throw: a limiter that several processes share keeps what it learns and passes it on with its next request for a permit.
    /// </summary>
    /// <param name="observation">Status and rate-limit headers of an answer.</param>
    void Observe(QuotaObservation observation);

    /// <summary>The state of every quota that has been used so far, as this process knows it. Makes no call; metrics read it whenever they are collected.</summary>
    QuotaSnapshot Snapshot();
}
