using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a webhook tells of. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WebhookType>))]
public readonly record struct WebhookType(string Value) : IStringValue<WebhookType>
{
    /// <summary>Single messages that were sent through the API or SMTP; Brevo's default.</summary>
    public static WebhookType Transactional { get; } = new("transactional");

    /// <summary>Campaigns, and what happens to contacts and lists.</summary>
    public static WebhookType Marketing { get; } = new("marketing");

    /// <summary>E-mail that arrives at a domain of the account.</summary>
    public static WebhookType Inbound { get; } = new("inbound");

    static WebhookType IStringValue<WebhookType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
