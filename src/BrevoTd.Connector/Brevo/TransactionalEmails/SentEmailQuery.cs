namespace BrevoTd.Connector.Brevo;

/// <summary>Which sent e-mails to list: Brevo wants the recipient, the message or the template.</summary>
public sealed record SentEmailQuery
{
    /// <summary>Address of the recipient.</summary>
    public string? Email { get; init; }

    /// <summary>Id of the message, in angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>The template.</summary>
    public EmailTemplateId? TemplateId { get; init; }

    /// <summary>The first day; together with <see cref="EndDate"/>. Without dates Brevo goes 30 days back.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day; together with <see cref="StartDate"/>. More than Brevo's one month is asked for in parts.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Order by creation. Default: oldest first.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>The type's name only; a filter may be an address.</summary>
    public override string ToString() => nameof(SentEmailQuery);
}
