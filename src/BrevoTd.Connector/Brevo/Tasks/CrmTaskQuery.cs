using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which tasks to list, and in which order. Filters add up.</summary>
public sealed record CrmTaskQuery
{
    /// <summary>Only tasks of this type.</summary>
    public CrmTaskTypeId? TaskTypeId { get; init; }

    /// <summary>Only tasks that are done, or only those that are not.</summary>
    public CrmTaskStatus? Status { get; init; }

    /// <summary>Only tasks that are due then. <see cref="CrmTaskDue.Range"/> is set by <see cref="DueFrom"/> and <see cref="DueTo"/> on its own.</summary>
    public CrmTaskDue? Due { get; init; }

    /// <summary>Only tasks that are due from then on.</summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Only tasks that are due until then.</summary>
    public DateTimeOffset? DueTo { get; init; }

    /// <summary>Only tasks of this user: the e-mail address or the id of an account's user.</summary>
    public string? AssignTo { get; init; }

    /// <summary>Only tasks that this contact is linked to.</summary>
    public ContactId? ContactId { get; init; }

    /// <summary>Only tasks that this company is linked to.</summary>
    public CompanyId? CompanyId { get; init; }

    /// <summary>Only tasks that this deal is linked to.</summary>
    public DealId? DealId { get; init; }

    /// <summary>Member to sort by, such as <c>name</c>; <see langword="null"/> is the creation.</summary>
    public string? SortBy { get; init; }

    /// <summary>Order of the listing. Default: ascending, so that tasks that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>Tasks per request, at least 1. Default: 50, which is Brevo's own; its maximum is not documented.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CrmTaskQuery);
}
