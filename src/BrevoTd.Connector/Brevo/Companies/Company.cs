using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A company of the CRM (<c>GET /companies/{id}</c>).</summary>
public sealed record Company
{
    /// <summary>Id.</summary>
    public CompanyId? Id { get; init; }

    /// <summary>Values by the internal name of their attribute, those of Brevo (<c>name</c>, <c>domain</c>, <c>owner</c>, <c>phone_number</c>, <c>created_at</c> …) and those of the account.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Contacts that are linked to it.</summary>
    [JsonPropertyName("linkedContactsIds")]
    public IReadOnlyList<ContactId>? LinkedContactIds { get; init; }

    /// <summary>Deals that are linked to it.</summary>
    [JsonPropertyName("linkedDealsIds")]
    public IReadOnlyList<DealId>? LinkedDealIds { get; init; }

    /// <summary>Name: the attribute <c>name</c>.</summary>
    [JsonIgnore]
    public string? Name => CrmAttributes.Text(Attributes, "name");

    /// <summary>When it was created: the attribute <c>created_at</c>.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => CrmAttributes.Moment(Attributes, "created_at");

    /// <summary>When it changed last: the attribute <c>last_updated_at</c>.</summary>
    [JsonIgnore]
    public DateTimeOffset? UpdatedAt => CrmAttributes.Moment(Attributes, "last_updated_at");

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(Company)} {Id}";
}
