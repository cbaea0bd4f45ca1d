using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Links of a deal that are made and taken away. Others stay.</summary>
public sealed record UpdateDealLinksRequest
{
    /// <summary>Contacts to link.</summary>
    public IReadOnlyList<ContactId>? LinkContactIds { get; init; }

    /// <summary>Companies to link.</summary>
    public IReadOnlyList<CompanyId>? LinkCompanyIds { get; init; }

    /// <summary>Contacts to unlink.</summary>
    public IReadOnlyList<ContactId>? UnlinkContactIds { get; init; }

    /// <summary>Companies to unlink.</summary>
    public IReadOnlyList<CompanyId>? UnlinkCompanyIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateDealLinksRequest);
}
