namespace BrevoTd.Connector.Brevo;

/// <summary>Both versions of an A/B test side by side.</summary>
public sealed record AbTestStatistics
{
    /// <summary>Openers.</summary>
    public AbTestShares? Openers { get; init; }

    /// <summary>Clicks.</summary>
    public AbTestShares? Clicks { get; init; }

    /// <summary>Unsubscriptions.</summary>
    public AbTestShares? Unsubscribed { get; init; }

    /// <summary>Permanent failures of delivery.</summary>
    public AbTestShares? HardBounces { get; init; }

    /// <summary>Passing failures of delivery.</summary>
    public AbTestShares? SoftBounces { get; init; }

    /// <summary>Complaints about spam.</summary>
    public AbTestShares? Complaints { get; init; }
}
