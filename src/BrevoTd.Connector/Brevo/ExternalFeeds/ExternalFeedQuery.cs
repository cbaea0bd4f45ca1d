using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which feeds to list, and in which order. Filters add up.</summary>
public sealed record ExternalFeedQuery
{
    /// <summary>Only feeds with this in their name.</summary>
    public string? Search { get; init; }

    /// <summary>Only feeds created from this day on, at most 30 days ago. Needs <see cref="To"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only feeds created until this day, at most one month after <see cref="From"/>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only feeds where Brevo signs in like that.</summary>
    public ExternalFeedAuthType? AuthType { get; init; }

    /// <summary>Order by creation. Default: oldest first, so that feeds that appear during a sweep come at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ExternalFeedQuery);
}
