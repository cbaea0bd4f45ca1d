namespace BrevoTd.Connector.Brevo;

/// <summary>Which entries of the log of transactional SMS to list. Filters add up.</summary>
public sealed record SmsEventQuery
{
    /// <summary>The days. Brevo documents no limit; more than 90 between two dates are asked for in parts.</summary>
    public ReportPeriod Period { get; init; }

    /// <summary>Only events of this number.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Only events of this kind; <see cref="SmsEventType.Bounces"/> stands for hard and soft bounces.</summary>
    public SmsEventType? Event { get; init; }

    /// <summary>Only events of messages with one of these tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Order by time. Default: oldest first, so that events that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>The type's name only; a filter may be a number.</summary>
    public override string ToString() => nameof(SmsEventQuery);
}
