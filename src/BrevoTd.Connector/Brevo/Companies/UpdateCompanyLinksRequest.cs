using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Links of a company that are made and taken away. Others stay.</summary>
public sealed record UpdateCompanyLinksRequest
{
    /// <summary>Contacts to link.</summary>
    public IReadOnlyList<ContactId>? LinkContactIds { get; init; }

    /// <summary>Deals to link.</summary>
    [JsonPropertyName("linkDealsIds")]
    public IReadOnlyList<DealId>? LinkDealIds { get; init; }

    /// <summary>Contacts to unlink.</summary>
    public IReadOnlyList<ContactId>? UnlinkContactIds { get; init; }

    /// <summary>Deals to unlink.</summary>
    [JsonPropertyName("unlinkDealsIds")]
    public IReadOnlyList<DealId>? UnlinkDealIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateCompanyLinksRequest);
}
