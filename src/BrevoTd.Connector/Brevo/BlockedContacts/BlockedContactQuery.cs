namespace BrevoTd.Connector.Brevo;

/// <summary>Which blocked addresses to list.</summary>
public sealed record BlockedContactQuery
{
    /// <summary>The first day; together with <see cref="EndDate"/>, and not in the future.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day; together with <see cref="StartDate"/>, and not in the future.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Only addresses that do not get the messages of these senders.</summary>
    public IReadOnlyList<string>? Senders { get; init; }

    /// <summary>Order by creation. Default: oldest first.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>The type's name only; a filter may be an address.</summary>
    public override string ToString() => nameof(BlockedContactQuery);
}
