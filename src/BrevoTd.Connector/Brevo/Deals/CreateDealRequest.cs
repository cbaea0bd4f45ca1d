using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A deal to create.</summary>
public sealed record CreateDealRequest
{
    /// <summary>Name. Two deals may have one name.</summary>
    public required string Name { get; init; }

    /// <summary>Values by the internal name of their attribute. <c>pipeline</c> and <c>deal_stage</c> are ids (<see cref="BrevoDealsClient.ListPipelinesAsync"/>); <c>deal_owner</c> is the e-mail address or the id of a user.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Contacts to link.</summary>
    [JsonPropertyName("linkedContactsIds")]
    public IReadOnlyList<ContactId>? LinkedContactIds { get; init; }

    /// <summary>Companies to link.</summary>
    [JsonPropertyName("linkedCompaniesIds")]
    public IReadOnlyList<CompanyId>? LinkedCompanyIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateDealRequest);
}
