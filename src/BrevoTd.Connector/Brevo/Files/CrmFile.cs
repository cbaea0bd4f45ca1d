using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo knows about a file of the CRM (<c>GET /crm/files/{id}/data</c>).</summary>
public sealed record CrmFile
{
    /// <summary>Id.</summary>
    public CrmFileId? Id { get; init; }

    /// <summary>Name of the file; may be personal data.</summary>
    public string? Name { get; init; }

    /// <summary>Id of the user who uploaded it.</summary>
    public CrmUserId? AuthorId { get; init; }

    /// <summary>Contact that it is about.</summary>
    public ContactId? ContactId { get; init; }

    /// <summary>Company that it is about.</summary>
    public CompanyId? CompanyId { get; init; }

    /// <summary>Deal that it is about.</summary>
    public DealId? DealId { get; init; }

    /// <summary>Size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>When it was uploaded.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(CrmFile)} {Id}";
}
