namespace BrevoTd.Connector.Quotas;

/// <summary>State of a limiter at one moment.</summary>
public sealed record QuotaSnapshot
{
    /// <summary>The quotas that have been used so far.</summary>
    public IReadOnlyList<QuotaBucketSnapshot> Buckets { get; init; } = [];
}
