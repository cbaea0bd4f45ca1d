using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A file to upload, and what it is about.</summary>
public sealed record UploadCrmFileRequest
{
    /// <summary>The file; at most 10 MB.</summary>
    public required FileUpload File { get; init; }

    /// <summary>Contact that it is about.</summary>
    public ContactId? ContactId { get; init; }

    /// <summary>Company that it is about.</summary>
    public CompanyId? CompanyId { get; init; }

    /// <summary>Deal that it is about.</summary>
    public DealId? DealId { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UploadCrmFileRequest);
}
