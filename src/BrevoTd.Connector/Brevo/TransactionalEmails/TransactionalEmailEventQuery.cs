namespace BrevoTd.Connector.Brevo;

/// <summary>Which entries of the log of transactional e-mails to list. Filters add up.</summary>
public sealed record TransactionalEmailEventQuery
{
    /// <summary>
    /// The days. Without any, Brevo goes 30 days back. Between two dates there may be any number of days: more than 90 are asked for in parts.
    /// </summary>
    public ReportPeriod Period { get; init; }

    /// <summary>Only events of this recipient.</summary>
    public string? Email { get; init; }

    /// <summary>Only events of this kind; <see cref="TransactionalEmailEventType.Bounces"/> stands for hard and soft bounces.</summary>
    public TransactionalEmailEventType? Event { get; init; }

    /// <summary>Only events of messages with one of these tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Only events of this message; its id in angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Only events of messages from this template.</summary>
    public EmailTemplateId? TemplateId { get; init; }

    /// <summary>Order by time. Default: oldest first, so that events that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>The type's name only; a filter may be an address.</summary>
    public override string ToString() => nameof(TransactionalEmailEventQuery);
}
