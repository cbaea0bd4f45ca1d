namespace BrevoTd.Connector.Quotas;

/// <summary>State of one quota at one moment, as this process sees it.</summary>
public sealed record QuotaBucketSnapshot
{
    /// <summary>Name of the quota, such as <c>contacts</c>.</summary>
    public required string Bucket { get; init; }

    /// <summary>Requests allowed in any second; <see langword="null"/> when seconds are not limited.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Requests of the last second; 0 when seconds are not limited.</summary>
    public int UsedThisSecond { get; init; }

    /// <summary>Requests allowed in any hour; <see langword="null"/> when hours are not limited.</summary>
    public int? PerHour { get; init; }

    /// <summary>Requests of the last hour; 0 when hours are not limited.</summary>
    public int UsedThisHour { get; init; }

    /// <summary>Requests allowed under way at once; <see langword="null"/> when they are not limited.</summary>
    public int? Concurrent { get; init; }

    /// <summary>Requests under way; 0 when they are not limited.</summary>
    public int UnderWay { get; init; }

    /// <summary>Calls that wait for a permit.</summary>
    public int Waiting { get; init; }

    /// <summary>How long a call that asked now would wait at least.</summary>
    public TimeSpan NextPermitIn { get; init; }
}
