using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Tests.Quotas.Simulation;

/// <summary>One simulation: a line of the table, a way to cut windows, and what goes on between client and service.</summary>
internal sealed record Scenario
{
    public required BrevoTier Tier { get; init; }

    public required string Method { get; init; }

    public required string Route { get; init; }

    public WindowKind Kind { get; init; }

    /// <summary>Where in its fixed windows the service is when the simulation begins, between 0 and 1.</summary>
    public double Phase { get; init; }

    /// <summary>One way, both ways.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Added to the way to the service, at random between nothing and this.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Whether a second program wants a third of the quota, at random times.</summary>
    public bool Shared { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Length of an hour: less where time is scaled.</summary>
    public TimeSpan Hour { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(3);

    public QuotaRule Line => BrevoQuotas.For(Tier).First(rule => rule.Covers(Method, Route));

    /// <summary>Requests per hour, with the hour.</summary>
    public int? PerHour => Line.PerHour is { } perHour ? (int)(perHour * (Hour / TimeSpan.FromHours(1))) : null;

    public double Permitted =>
        Math.Min(
            Line.PerSecond is { } perSecond ? perSecond * Duration.TotalSeconds : double.MaxValue,
            PerHour is { } perHour ? perHour * (Duration / Hour) : double.MaxValue
        );
}
