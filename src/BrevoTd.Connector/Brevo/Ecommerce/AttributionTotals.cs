namespace BrevoTd.Connector.Brevo;

/// <summary>Sales of several campaigns and automations together.</summary>
public sealed record AttributionTotals
{
    /// <summary>How many orders.</summary>
    public decimal? OrdersCount { get; init; }

    /// <summary>Their sum, in the display currency.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>The mean order, in the display currency.</summary>
    public decimal? AverageBasket { get; init; }
}
