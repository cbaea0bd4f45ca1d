using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A placeholder of a WhatsApp template.</summary>
public sealed record WhatsAppTemplateVariable
{
    /// <summary>Name, mostly that of a contact attribute.</summary>
    public string? Name { get; init; }

    /// <summary>What stands in its place when the contact has no value.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Default { get; init; }

    /// <summary>Type of its value, such as <c>text</c>.</summary>
    public string? Datatype { get; init; }

    /// <summary>Its place among the placeholders; not in every answer.</summary>
    public long? Index { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(WhatsAppTemplateVariable);
}
