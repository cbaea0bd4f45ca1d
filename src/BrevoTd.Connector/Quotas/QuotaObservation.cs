namespace BrevoTd.Connector.Quotas;

/// <summary>What the answer to one attempt said about the quota.</summary>
public sealed class QuotaObservation
{
    /// <summary>HTTP method of the request.</summary>
    public required string Method { get; init; }

    /// <summary>Route template of the request.</summary>
    public required string Route { get; init; }

    /// <summary>
    /// Time from the permit until the answer's headers had arrived; <see langword="null"/> when it is not known. Answers overtake each other: this tells which of them is newer, and
    /// how evenly requests arrive.
    /// </summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>HTTP status of the answer; 429 means that the quota is used up.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Requests allowed in the service's current window (<c>x-sib-ratelimit-limit</c>), if the answer says so.</summary>
    public long? Limit { get; init; }

    /// <summary>Requests left in the service's current window (<c>x-sib-ratelimit-remaining</c>), if the answer says so.</summary>
    public long? Remaining { get; init; }

    /// <summary>Time until the service's window starts anew (<c>x-sib-ratelimit-reset</c>, <c>Retry-After</c>), if the answer says so.</summary>
    public TimeSpan? Reset { get; init; }
}
