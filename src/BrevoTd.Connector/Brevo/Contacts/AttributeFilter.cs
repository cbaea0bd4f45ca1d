using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Condition that an attribute equals a value, the only one that Brevo offers.</summary>
/// <param name="Attribute">Name of the attribute.</param>
/// <param name="EqualTo">The value as text.</param>
public sealed record AttributeFilter(string Attribute, string EqualTo)
{
    internal string ToWire()
    {
        var value = EqualTo.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"equals({Attribute},\"{value}\")";
    }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AttributeFilter);
}
