using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One contact of an import.</summary>
public sealed record ImportContact
{
    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Attributes by name; phone numbers (<c>SMS</c>, <c>WHATSAPP</c>, <c>LANDLINE_NUMBER</c>) and <c>EXT_ID</c> stand here too.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(ImportContact);
}
