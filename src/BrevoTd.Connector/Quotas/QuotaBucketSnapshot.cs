namespace BrevoTd.Connector.Quotas;

/// <summary>State of one quota at one moment, as this process sees it.</summary>
public sealed class QuotaBucketSnapshot
{
    /// <summary>Name of the quota, such as <c>contacts</c>.</summary>
    public required string Bucket { get; init; }

    /// <summary>Requests allowed in any second, as the table or the service's latest answer states it; <see langword="null"/> when seconds are not limited.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Requests of the last second and its guard; 0 when seconds are not limited.</summary>
    public int UsedThisSecond { get; init; }

    /// <summary>Requests per second that other programs with the same account send, on average, as far as the service's answers show it.</summary>
    public double OthersPerSecond { get; init; }

    /// <summary>Requests allowed in any hour, as the table or the service's latest answer states it; <see langword="null"/> when hours are not limited.</summary>
    public int? PerHour { get; init; }

    /// <summary>Requests of the last hour; 0 when hours are not limited.</summary>
    public int UsedThisHour { get; init; }

    /// <summary>Requests per hour that other programs with the same account send, on average, as far as the service's answers show it.</summary>
    public double OthersPerHour { get; init; }

    /// <summary>Requests allowed under way at once; <see langword="null"/> when they are not limited.</summary>
    public int? Concurrent { get; init; }

    /// <summary>Requests under way; 0 when they are not limited.</summary>
    public int UnderWay { get; init; }

    /// <summary>Calls that wait for a permit.</summary>
    public int Waiting { get; init; }

    /// <summary>
    /// Added to a second, so that requests that left evenly and arrive in a bunch do not exceed the limit. Follows the spread of the round trips; zero when seconds are not limited.
    /// </summary>
    public TimeSpan Guard { get; init; }

    /// <summary>How long a call that asked now would wait at least.</summary>
    public TimeSpan NextPermitIn { get; init; }
}
