using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How a webhook identifies itself. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WebhookAuthenticationType>))]
public readonly record struct WebhookAuthenticationType(string Value) : IStringValue<WebhookAuthenticationType>
{
    /// <summary>A token in the header <c>Authorization: Bearer …</c>.</summary>
    public static WebhookAuthenticationType Bearer { get; } = new("bearer");

    static WebhookAuthenticationType IStringValue<WebhookAuthenticationType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
