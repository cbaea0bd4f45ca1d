namespace BrevoTd.Connector.Brevo;

/// <summary>Sales that several campaigns and automations brought about.</summary>
public sealed record AttributionReport
{
    /// <summary>One entry per campaign or automation.</summary>
    public IReadOnlyList<AttributionMetrics>? Results { get; init; }

    /// <summary>All of them together.</summary>
    public AttributionTotals? Totals { get; init; }
}
