using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which notes or files to list, and in which order. Filters add up; at most one record can be named.</summary>
public sealed record CrmEntityQuery
{
    /// <summary>Only those about a kind of record; set on its own when a record is named.</summary>
    public CrmEntityType? EntityType { get; init; }

    /// <summary>Only those about this contact.</summary>
    public ContactId? ContactId { get; init; }

    /// <summary>Only those about this company.</summary>
    public CompanyId? CompanyId { get; init; }

    /// <summary>Only those about this deal.</summary>
    public DealId? DealId { get; init; }

    /// <summary>Only those from then on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those until then.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Order by creation. Default: oldest first, so that what appears during a sweep comes at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>Notes or files per request, at least 1. Default: 50, which is Brevo's own; its maximum is not documented.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CrmEntityQuery);
}
