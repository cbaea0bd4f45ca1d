namespace BrevoTd.Connector.Brevo;

/// <summary>Which entries of a batch of scheduled e-mails to list.</summary>
public sealed record ScheduledEmailQuery
{
    /// <summary>The first day, at most 30 days ago; together with <see cref="EndDate"/>.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day; together with <see cref="StartDate"/>, and at most a month after it.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Only entries in this state.</summary>
    public ScheduledEmailStatus? Status { get; init; }

    /// <summary>Order by creation. Default: oldest first.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;
}
