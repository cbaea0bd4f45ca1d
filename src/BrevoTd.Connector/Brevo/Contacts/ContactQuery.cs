using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which contacts to list, and in which order. Filters add up; lists and segment exclude each other.</summary>
public sealed record ContactQuery
{
    /// <summary>Only contacts that changed since then. Whether the moment itself counts is not documented: overlap windows and de-duplicate.</summary>
    public DateTimeOffset? ModifiedSince { get; init; }

    /// <summary>Only contacts that were created since then.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Only contacts on one of these lists.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>Only contacts of this segment.</summary>
    public SegmentId? SegmentId { get; init; }

    /// <summary>Only these contacts; up to 20.</summary>
    public IReadOnlyList<ContactId>? Ids { get; init; }

    /// <summary>Only contacts whose attribute equals a value.</summary>
    public AttributeFilter? Filter { get; init; }

    /// <summary>Order by creation. Default: oldest first, so that contacts that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;
}
