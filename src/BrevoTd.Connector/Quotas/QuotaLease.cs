namespace BrevoTd.Connector.Quotas;

/// <summary>A limiter's decision: a permit, or a refusal that says when one would be free. Disposed when the attempt is over.</summary>
public readonly struct QuotaLease : IDisposable
{
    private readonly IDisposable? _release;

    private QuotaLease(bool isAcquired, string bucket, TimeSpan time, IDisposable? release)
    {
        IsAcquired = isAcquired;
        Bucket = bucket;
        Time = time;
        _release = release;
    }

    /// <summary>Whether the call may be sent.</summary>
    public bool IsAcquired { get; }

    /// <summary>Name of the quota that decided.</summary>
    public string Bucket { get; }

    /// <summary>How long the call has waited for its permit; for a refusal, how long from now until the quota allows the call.</summary>
    public TimeSpan Time { get; }

    /// <summary>A permit.</summary>
    /// <param name="bucket">Name of the quota.</param>
    /// <param name="waited">How long the call has waited.</param>
    /// <param name="release">Disposed when the attempt is over; for limiters that count requests under way.</param>
    public static QuotaLease Granted(string bucket, TimeSpan waited, IDisposable? release = null) => new(true, bucket, waited, release);

    /// <summary>A refusal: the wait would be longer than the call allows.</summary>
    /// <param name="bucket">Name of the quota that is used up.</param>
    /// <param name="retryAfter">How long from now until the quota allows the call.</param>
    public static QuotaLease Refused(string bucket, TimeSpan retryAfter) => new(false, bucket, retryAfter, null);

    /// <summary>Hands back what the permit occupied.</summary>
    public void Dispose() => _release?.Dispose();
}
