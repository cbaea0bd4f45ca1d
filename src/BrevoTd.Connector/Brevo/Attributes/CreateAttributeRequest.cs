using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a new attribute is. Which members are needed depends on its category.</summary>
public sealed record CreateAttributeRequest
{
    /// <summary>Type of the values; for categories <c>normal</c>, <c>transactional</c> and <c>category</c>.</summary>
    public AttributeType? Type { get; init; }

    /// <summary>Formula; for categories <c>calculated</c> and <c>global</c>.</summary>
    public string? Value { get; init; }

    /// <summary>Whether a calculated value is computed anew regularly.</summary>
    public bool? IsRecurring { get; init; }

    /// <summary>Options of a <c>category</c> attribute.</summary>
    public IReadOnlyList<AttributeOption>? Enumeration { get; init; }

    /// <summary>Options of a <c>multiple-choice</c> attribute.</summary>
    public IReadOnlyList<string>? MultiCategoryOptions { get; init; }

    /// <summary>The type only.</summary>
    public override string ToString() => $"{nameof(CreateAttributeRequest)}: {Type}";
}
