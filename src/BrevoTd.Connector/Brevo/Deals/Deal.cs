using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A deal of the CRM (<c>GET /crm/deals/{id}</c>).</summary>
public sealed record Deal
{
    /// <summary>Id.</summary>
    public DealId? Id { get; init; }

    /// <summary>Values by the internal name of their attribute, those of Brevo (<c>deal_name</c>, <c>deal_owner</c>, <c>deal_stage</c>, <c>pipeline</c>, <c>amount</c>, <c>created_at</c> …) and those of the account.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Contacts that are linked to it.</summary>
    [JsonPropertyName("linkedContactsIds")]
    public IReadOnlyList<ContactId>? LinkedContactIds { get; init; }

    /// <summary>Companies that are linked to it.</summary>
    [JsonPropertyName("linkedCompaniesIds")]
    public IReadOnlyList<CompanyId>? LinkedCompanyIds { get; init; }

    /// <summary>Name: the attribute <c>deal_name</c>.</summary>
    [JsonIgnore]
    public string? Name => CrmAttributes.Text(Attributes, "deal_name");

    /// <summary>When it was created: the attribute <c>created_at</c>.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => CrmAttributes.Moment(Attributes, "created_at");

    /// <summary>When it changed last: the attribute <c>last_updated_date</c>.</summary>
    [JsonIgnore]
    public DateTimeOffset? UpdatedAt => CrmAttributes.Moment(Attributes, "last_updated_date");

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(Deal)} {Id}";
}
