using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Mapping;

/// <summary>An attribute that a map writes and that Brevo did not have.</summary>
public sealed class EnsuredAttribute
{
    internal EnsuredAttribute(string name, AttributeCategory category, AttributeType type, IReadOnlyList<string> options)
    {
        Name = name;
        Category = category;
        Type = type;
        Options = options;
    }

    /// <summary>Name of the attribute.</summary>
    public string Name { get; }

    /// <summary>Category it is created in: <c>normal</c> or <c>category</c>.</summary>
    public AttributeCategory Category { get; }

    /// <summary>Type of its values.</summary>
    public AttributeType Type { get; }

    /// <summary>Its options, for the types that have some.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>Name and type.</summary>
    public override string ToString() => Options.Count == 0 ? $"{Name} ({Type})" : $"{Name} ({Type}: {string.Join(", ", Options)})";
}
