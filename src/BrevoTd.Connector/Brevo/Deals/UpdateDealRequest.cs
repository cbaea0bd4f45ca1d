using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a deal. Members that are not set are not sent and stay as they are.</summary>
public sealed record UpdateDealRequest
{
    /// <summary>New name; not empty.</summary>
    public string? Name { get; init; }

    /// <summary>New values by the internal name of their attribute; other attributes stay. A new <c>pipeline</c> needs a new <c>deal_stage</c> beside it.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>The contacts that are linked from now on: all others lose their link. To add and remove single links use <see cref="BrevoDealsClient.UpdateLinksAsync"/>.</summary>
    [JsonPropertyName("linkedContactsIds")]
    public IReadOnlyList<ContactId>? ReplaceLinkedContactIds { get; init; }

    /// <summary>The companies that are linked from now on: all others lose their link.</summary>
    [JsonPropertyName("linkedCompaniesIds")]
    public IReadOnlyList<CompanyId>? ReplaceLinkedCompanyIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateDealRequest);
}
