using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An import of companies or deals from a CSV file. What Brevo does about a switch that is not set is not documented, so set those that matter.</summary>
public sealed record ImportCrmRecordsRequest
{
    /// <summary>The CSV file. Its first row names the columns: <c>company_id</c> or <c>deal_id</c> (Brevo's id, to change a record that exists), <c>associated_contact</c>, <c>associated_deal</c> or <c>associated_company</c>, and attributes by their internal name.</summary>
    public required FileUpload File { get; init; }

    /// <summary>Whether to link the associated records that a row names.</summary>
    public bool? LinkEntities { get; init; }

    /// <summary>Whether to unlink the associated records that a row names. Destroys links.</summary>
    public bool? UnlinkEntities { get; init; }

    /// <summary>Whether a row with an id changes the record of that id; otherwise every row creates one.</summary>
    public bool? UpdateExistingRecords { get; init; }

    /// <summary>Whether an empty cell clears the value of the record. Destroys values.</summary>
    public bool? UnsetEmptyAttributes { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ImportCrmRecordsRequest);
}
