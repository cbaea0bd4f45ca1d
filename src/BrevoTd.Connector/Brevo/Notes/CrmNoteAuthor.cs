using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>User who wrote a note.</summary>
public sealed record CrmNoteAuthor
{
    /// <summary>Id of the user.</summary>
    public CrmUserId? Id { get; init; }

    /// <summary>E-mail address; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>Name.</summary>
    public CrmUserName? Name { get; init; }

    /// <summary>Language and country, such as <c>en_GB</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>Time zone, such as <c>Europe/Paris</c>.</summary>
    public string? Timezone { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(CrmNoteAuthor)} {Id}";
}
