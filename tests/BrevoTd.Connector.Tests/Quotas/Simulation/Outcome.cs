namespace BrevoTd.Connector.Tests.Quotas.Simulation;

/// <summary>What became of a simulation.</summary>
internal sealed record Outcome
{
    public required Scenario Scenario { get; init; }

    /// <summary>Requests of ours that the service took.</summary>
    public int Taken { get; init; }

    /// <summary>Requests of ours that it answered with 429.</summary>
    public int Throttled { get; init; }

    /// <summary>Calls that were answered with 429 at least once.</summary>
    public int CallsThrottled { get; init; }

    /// <summary>Of these, how many were taken when they were sent again.</summary>
    public int Recovered { get; init; }

    /// <summary>Of these, how many still waited at the end.</summary>
    public int Waiting { get; init; }

    /// <summary>Requests of the second program that the service took.</summary>
    public int TakenByOther { get; init; }

    /// <summary>Requests of the second program in all.</summary>
    public int WantedByOther { get; init; }

    /// <summary>The share of what is left to us.</summary>
    public double Used => Taken / (Scenario.Permitted - TakenByOther);

    public double ThrottledShare => Throttled / (double)(Taken + Throttled);

    public double ThrottledPerWindow => Throttled / (Scenario.Duration / Scenario.Hour);

    public override string ToString() =>
        FormattableString.Invariant(
            $"{Scenario.Tier, -8} {Scenario.Route, -22} {Scenario.Line.PerSecond, 5}/s {Scenario.Line.PerHour, 8}/h {Scenario.Kind, -7} {Scenario.Phase:F2} J{Scenario.Jitter.TotalMilliseconds, -3} {(Scenario.Shared ? "shared" : "alone ")} {Scenario.Duration.TotalSeconds, 6}s: taken {Taken, 7}, used {Used:P2}, 429 {Throttled} ({ThrottledShare:P2}), recovered {Recovered}+{Waiting}, other {TakenByOther}/{WantedByOther}"
        );
}
