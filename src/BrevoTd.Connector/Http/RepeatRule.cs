namespace BrevoTd.Connector.Http;

/// <summary>Whether an operation may be sent a second time when its first answer was lost. Decided per operation, never per HTTP method.</summary>
internal enum RepeatRule
{
    /// <summary>A repeat leaves the service in the same state: reads, upserts, deletes.</summary>
    Idempotent,

    /// <summary>A repeat is recognised by a key that the request carries (a job's <c>domain_key</c>, an import's id).</summary>
    IdempotentWithKey,

    /// <summary>A repeat may do the work twice: only repeated when it is certain that the service did not process the first attempt.</summary>
    NotIdempotent,
}
