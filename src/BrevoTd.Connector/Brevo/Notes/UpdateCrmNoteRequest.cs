using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a note says from now on. Brevo wants the text in every change; other members that are not set are not sent.</summary>
public sealed record UpdateCrmNoteRequest
{
    /// <summary>Text of at most 3,000 characters. Simple HTML is kept: <c>p</c>, <c>b</c>, <c>strong</c>, <c>i</c>, <c>em</c>, <c>u</c>, <c>br</c> and <c>a</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Contacts that it is about from now on.</summary>
    public IReadOnlyList<ContactId>? ContactIds { get; init; }

    /// <summary>Companies that it is about from now on.</summary>
    public IReadOnlyList<CompanyId>? CompanyIds { get; init; }

    /// <summary>Deals that it is about from now on.</summary>
    public IReadOnlyList<DealId>? DealIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateCrmNoteRequest);
}
