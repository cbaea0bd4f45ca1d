using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about an attribute. Options are added to those that exist; members left out stay as they are.</summary>
public sealed record UpdateAttributeRequest
{
    /// <summary>New formula; for categories <c>calculated</c> and <c>global</c>.</summary>
    public string? Value { get; init; }

    /// <summary>Options of a <c>category</c> attribute.</summary>
    public IReadOnlyList<AttributeOption>? Enumeration { get; init; }

    /// <summary>Options of a <c>multiple-choice</c> attribute.</summary>
    public IReadOnlyList<string>? MultiCategoryOptions { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateAttributeRequest);
}
