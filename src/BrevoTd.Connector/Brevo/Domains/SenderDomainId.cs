using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a domain: a text in the listing, a number when the domain is created. A text converts implicitly.</summary>
/// <param name="Value">The text that Brevo gave.</param>
[JsonConverter(typeof(TextIdConverter<SenderDomainId>))]
public readonly record struct SenderDomainId(string Value) : IStringValue<SenderDomainId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The text that Brevo gave.</param>
    public static implicit operator SenderDomainId(string value) => new(value);

    static SenderDomainId IStringValue<SenderDomainId>.From(string value) => new(value);

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
