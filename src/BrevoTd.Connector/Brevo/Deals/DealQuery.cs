using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which deals to list, and in which order. Filters add up.</summary>
public sealed record DealQuery
{
    /// <summary>Only deals of this name.</summary>
    public string? Name { get; init; }

    /// <summary>Only deals of this owner: the e-mail address of a user of the account.</summary>
    public string? Owner { get; init; }

    /// <summary>Only deals in this stage.</summary>
    public DealPipelineStageId? Stage { get; init; }

    /// <summary>Only deals in this pipeline.</summary>
    public DealPipelineId? Pipeline { get; init; }

    /// <summary>Only deals whose other attributes, by internal name, have these values.</summary>
    public IReadOnlyDictionary<string, string>? AttributeFilters { get; init; }

    /// <summary>Only deals that this company is linked to.</summary>
    public CompanyId? LinkedCompanyId { get; init; }

    /// <summary>Only deals that this contact is linked to.</summary>
    public ContactId? LinkedContactId { get; init; }

    /// <summary>Only deals that changed since then. Whether the moment itself counts is not documented: overlap windows and de-duplicate.</summary>
    public DateTimeOffset? ModifiedSince { get; init; }

    /// <summary>Only deals that were created since then.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Attribute to sort by; <see langword="null"/> is the creation.</summary>
    public string? SortBy { get; init; }

    /// <summary>Order of the listing. Default: ascending, so that deals that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>Deals per request, at least 1. Default: 50, which is Brevo's own; its maximum is not documented, 100 is in use.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(DealQuery);
}
