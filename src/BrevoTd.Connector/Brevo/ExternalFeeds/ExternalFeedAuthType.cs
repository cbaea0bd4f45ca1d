using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How Brevo signs in where a feed is. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ExternalFeedAuthType>))]
public readonly record struct ExternalFeedAuthType(string Value) : IStringValue<ExternalFeedAuthType>
{
    /// <summary>Not at all.</summary>
    public static ExternalFeedAuthType None { get; } = new("noAuth");

    /// <summary>With user name and password.</summary>
    public static ExternalFeedAuthType Basic { get; } = new("basic");

    /// <summary>With a token.</summary>
    public static ExternalFeedAuthType Token { get; } = new("token");

    static ExternalFeedAuthType IStringValue<ExternalFeedAuthType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
