namespace BrevoTd.Connector.Brevo;

/// <summary>Filters of a listing of events. Several values of one filter are joined by "or", the filters by "and".</summary>
public sealed record EventQuery
{
    /// <summary>Only events of these contacts.</summary>
    public IReadOnlyList<ContactId>? ContactIds { get; init; }

    /// <summary>Only events of these names.</summary>
    public IReadOnlyList<string>? EventNames { get; init; }

    /// <summary>Only events about records of these object types.</summary>
    public IReadOnlyList<string>? ObjectTypes { get; init; }

    /// <summary>Only events from then on. Needs <see cref="EndDate"/>. Without both, Brevo looks six months back.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>Only events until then. Needs <see cref="StartDate"/>.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(EventQuery);
}
