using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Definition of a contact attribute (<c>GET /contacts/attributes</c>).</summary>
public sealed record ContactAttribute
{
    /// <summary>Name, in capital letters by convention.</summary>
    public string? Name { get; init; }

    /// <summary>Category; only <c>normal</c>, <c>transactional</c> and <c>category</c> can be written.</summary>
    public AttributeCategory? Category { get; init; }

    /// <summary>Type of the values; <see langword="null"/> for calculated and global attributes.</summary>
    public AttributeType? Type { get; init; }

    /// <summary>Formula of a calculated or global attribute.</summary>
    public string? CalculatedValue { get; init; }

    /// <summary>Options of a <c>category</c> attribute.</summary>
    public IReadOnlyList<AttributeOption>? Enumeration { get; init; }

    /// <summary>Options of a <c>multiple-choice</c> attribute.</summary>
    public IReadOnlyList<string>? MultiCategoryOptions { get; init; }

    /// <summary>Category and type only.</summary>
    public override string ToString() => $"{nameof(ContactAttribute)}: {Category}, {Type}";
}
