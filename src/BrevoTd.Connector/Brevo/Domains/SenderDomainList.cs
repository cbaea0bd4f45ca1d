using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The domains of the account. The endpoint has no parameter for a page, so <see cref="TotalPages"/> above 1 means that some are not in the answer.</summary>
public sealed record SenderDomainList
{
    /// <summary>The domains.</summary>
    public IReadOnlyList<SenderDomain>? Domains { get; init; }

    /// <summary>How many there are.</summary>
    public long? Count { get; init; }

    /// <summary>Number of this page.</summary>
    [JsonPropertyName("current_page")]
    public long? CurrentPage { get; init; }

    /// <summary>Number of pages.</summary>
    [JsonPropertyName("total_pages")]
    public long? TotalPages { get; init; }

    /// <summary>The number of domains only.</summary>
    public override string ToString() => $"{nameof(SenderDomainList)}: {Count}";
}
