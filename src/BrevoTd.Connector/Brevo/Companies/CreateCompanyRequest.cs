using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A company to create.</summary>
public sealed record CreateCompanyRequest
{
    /// <summary>Name. Two companies may have one name.</summary>
    public required string Name { get; init; }

    /// <summary>Values by the internal name of their attribute.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Country calling code, such as 33, of the number in the attribute <c>phone_number</c>; needed with it.</summary>
    public long? CountryCode { get; init; }

    /// <summary>Contacts to link.</summary>
    [JsonPropertyName("linkedContactsIds")]
    public IReadOnlyList<ContactId>? LinkedContactIds { get; init; }

    /// <summary>Deals to link.</summary>
    [JsonPropertyName("linkedDealsIds")]
    public IReadOnlyList<DealId>? LinkedDealIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateCompanyRequest);
}
