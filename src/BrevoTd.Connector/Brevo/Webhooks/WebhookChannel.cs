using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Channel whose messages a webhook tells of. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WebhookChannel>))]
public readonly record struct WebhookChannel(string Value) : IStringValue<WebhookChannel>
{
    /// <summary>E-mail; Brevo's default.</summary>
    public static WebhookChannel Email { get; } = new("email");

    /// <summary>SMS.</summary>
    public static WebhookChannel Sms { get; } = new("sms");

    /// <summary>WhatsApp. The API document lists only e-mail and SMS: an account without the feature refuses it.</summary>
    public static WebhookChannel WhatsApp { get; } = new("whatsapp");

    static WebhookChannel IStringValue<WebhookChannel>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
