using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of an external feed: a UUID. A text converts implicitly.</summary>
/// <param name="Value">The text that Brevo gave.</param>
[JsonConverter(typeof(TextIdConverter<ExternalFeedId>))]
public readonly record struct ExternalFeedId(string Value) : IStringValue<ExternalFeedId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The text that Brevo gave.</param>
    public static implicit operator ExternalFeedId(string value) => new(value);

    static ExternalFeedId IStringValue<ExternalFeedId>.From(string value) => new(value);

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
