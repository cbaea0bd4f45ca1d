using System.Globalization;

namespace BrevoTd.Connector.Quotas;

/// <summary>How long the calls of one bucket take at least, with a quota that nobody else uses and a service that answers at once.</summary>
public sealed record QuotaBucketEstimate
{
    /// <summary>Name of the bucket (<see cref="QuotaRule.Bucket"/>).</summary>
    public required string Bucket { get; init; }

    /// <summary>Calls that will be made.</summary>
    public required long Calls { get; init; }

    /// <summary>Requests allowed in any second; <see langword="null"/> without a limit.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Requests allowed in any hour; <see langword="null"/> without a limit.</summary>
    public int? PerHour { get; init; }

    /// <summary>From the first call to the last one.</summary>
    public required TimeSpan LowerBound { get; init; }

    /// <summary>Bucket, calls and time in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bucket}: {Calls:N0} calls, at least {LowerBound}");
}
