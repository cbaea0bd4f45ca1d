using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A note of the CRM (<c>GET /crm/notes/{id}</c>).</summary>
public sealed record CrmNote
{
    /// <summary>Id.</summary>
    public CrmNoteId? Id { get; init; }

    /// <summary>Text, also with simple HTML; may hold personal data.</summary>
    public string? Text { get; init; }

    /// <summary>Contacts that it is about.</summary>
    public IReadOnlyList<ContactId>? ContactIds { get; init; }

    /// <summary>Companies that it is about.</summary>
    public IReadOnlyList<CompanyId>? CompanyIds { get; init; }

    /// <summary>Deals that it is about.</summary>
    public IReadOnlyList<DealId>? DealIds { get; init; }

    /// <summary>User who wrote it.</summary>
    [JsonPropertyName("authorId")]
    [JsonConverter(typeof(CrmNoteAuthorConverter))]
    public CrmNoteAuthor? Author { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(CrmNote)} {Id}";
}
