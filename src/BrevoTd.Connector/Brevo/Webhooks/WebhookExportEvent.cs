using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Events that an export of a webhook's history holds. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WebhookExportEvent>))]
public readonly record struct WebhookExportEvent(string Value) : IStringValue<WebhookExportEvent>
{
    /// <summary>All events.</summary>
    public static WebhookExportEvent All { get; } = new("allEvents");

    /// <summary>Brevo took a message for sending.</summary>
    public static WebhookExportEvent Request { get; } = new("request");

    /// <summary>The recipient's server took the message.</summary>
    public static WebhookExportEvent Delivered { get; } = new("delivered");

    /// <summary>Delivery failed for good.</summary>
    public static WebhookExportEvent HardBounce { get; } = new("hardBounce");

    /// <summary>Delivery failed for now.</summary>
    public static WebhookExportEvent SoftBounce { get; } = new("softBounce");

    /// <summary>Brevo did not send, because the recipient is blocked.</summary>
    public static WebhookExportEvent Blocked { get; } = new("blocked");

    /// <summary>The recipient complained about spam.</summary>
    public static WebhookExportEvent Spam { get; } = new("spam");

    /// <summary>The address is not valid.</summary>
    public static WebhookExportEvent Invalid { get; } = new("invalid");

    /// <summary>Delivery is put off.</summary>
    public static WebhookExportEvent Deferred { get; } = new("deferred");

    /// <summary>A link was clicked.</summary>
    public static WebhookExportEvent Click { get; } = new("click");

    /// <summary>The message was opened.</summary>
    public static WebhookExportEvent Opened { get; } = new("opened");

    /// <summary>The message was opened for the first time.</summary>
    public static WebhookExportEvent UniqueOpened { get; } = new("uniqueOpened");

    /// <summary>A proxy, such as that of a mail provider, loaded the message's images.</summary>
    public static WebhookExportEvent LoadedByProxy { get; } = new("loadedByProxy");

    /// <summary>The recipient unsubscribed.</summary>
    public static WebhookExportEvent Unsubscribed { get; } = new("unsubscribed");

    /// <summary>Sending failed.</summary>
    public static WebhookExportEvent Error { get; } = new("error");

    static WebhookExportEvent IStringValue<WebhookExportEvent>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
