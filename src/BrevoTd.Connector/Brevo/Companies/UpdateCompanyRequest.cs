using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a company. Members that are not set are not sent and stay as they are.</summary>
public sealed record UpdateCompanyRequest
{
    /// <summary>New name; not empty.</summary>
    public string? Name { get; init; }

    /// <summary>New values by the internal name of their attribute; other attributes stay.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Country calling code, such as 33, of the number in the attribute <c>phone_number</c>; needed with it.</summary>
    public long? CountryCode { get; init; }

    /// <summary>The contacts that are linked from now on: all others lose their link. To add and remove single links use <see cref="BrevoCompaniesClient.UpdateLinksAsync"/>.</summary>
    [JsonPropertyName("linkedContactsIds")]
    public IReadOnlyList<ContactId>? ReplaceLinkedContactIds { get; init; }

    /// <summary>The deals that are linked from now on: all others lose their link.</summary>
    [JsonPropertyName("linkedDealsIds")]
    public IReadOnlyList<DealId>? ReplaceLinkedDealIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateCompanyRequest);
}
