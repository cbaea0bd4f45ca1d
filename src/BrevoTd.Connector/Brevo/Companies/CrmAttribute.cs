using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Definition of an attribute of companies (<c>GET /crm/attributes/companies</c>) or of deals (<c>GET /crm/attributes/deals</c>).</summary>
/// <remarks>Brevo lists no id here; the id that changing and deleting need comes from creating the attribute.</remarks>
public sealed record CrmAttribute
{
    /// <summary>Name under which values are read and written.</summary>
    public string? InternalName { get; init; }

    /// <summary>Type of the values.</summary>
    [JsonPropertyName("attributeTypeName")]
    public CrmAttributeType? Type { get; init; }

    /// <summary>Name that users of Brevo see.</summary>
    public string? Label { get; init; }

    /// <summary>Options of a <c>single-select</c> or <c>multi-choice</c> attribute.</summary>
    [JsonPropertyName("attributeOptions")]
    public IReadOnlyList<CrmAttributeOption>? Options { get; init; }

    /// <summary>Whether every record must have a value.</summary>
    public bool? IsRequired { get; init; }

    /// <summary>Whether only Brevo sets the value.</summary>
    public bool? IsValueReadonly { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CrmAttribute);
}
