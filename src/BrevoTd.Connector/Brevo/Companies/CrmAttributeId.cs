using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of an attribute of companies or deals. A text converts implicitly.</summary>
/// <param name="Value">The text that Brevo gave.</param>
[JsonConverter(typeof(TextIdConverter<CrmAttributeId>))]
public readonly record struct CrmAttributeId(string Value) : IStringValue<CrmAttributeId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The text that Brevo gave.</param>
    public static implicit operator CrmAttributeId(string value) => new(value);

    static CrmAttributeId IStringValue<CrmAttributeId>.From(string value) => new(value);

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
