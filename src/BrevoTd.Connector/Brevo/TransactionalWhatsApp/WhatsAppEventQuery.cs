namespace BrevoTd.Connector.Brevo;

/// <summary>Which entries of the log of WhatsApp messages to list. Filters add up.</summary>
public sealed record WhatsAppEventQuery
{
    /// <summary>
    /// The days. Without any, Brevo goes 30 days back. Between two dates there may be any number of days: more than 90 are asked for in parts.
    /// </summary>
    public ReportPeriod Period { get; init; }

    /// <summary>Only events of this number, with its country code in digits.</summary>
    public string? ContactNumber { get; init; }

    /// <summary>Only events of this kind.</summary>
    public WhatsAppEventType? Event { get; init; }

    /// <summary>Order by time. Default: oldest first, so that events that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>The type's name only; a filter may be a number.</summary>
    public override string ToString() => nameof(WhatsAppEventQuery);
}
