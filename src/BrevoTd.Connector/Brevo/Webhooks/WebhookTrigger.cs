using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// An event that a webhook subscribes to. The payload spells it otherwise (<c>hardBounce</c> is subscribed to, <c>hard_bounce</c> arrives);
/// <see cref="BrevoWebhookEvent.Kind"/> is the same for every spelling. An open set: values that Brevo adds later are kept as they are.
/// </summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WebhookTrigger>))]
public readonly record struct WebhookTrigger(string Value) : IStringValue<WebhookTrigger>
{
    /// <summary>Brevo took a message for sending; transactional. The same as <see cref="Request"/>: give one of the two.</summary>
    public static WebhookTrigger Sent { get; } = new("sent");

    /// <summary>Brevo took a message for sending; transactional. The same as <see cref="Sent"/>: give one of the two.</summary>
    public static WebhookTrigger Request { get; } = new("request");

    /// <summary>The recipient's server took the message; transactional and marketing.</summary>
    public static WebhookTrigger Delivered { get; } = new("delivered");

    /// <summary>Delivery failed for good; transactional and marketing.</summary>
    public static WebhookTrigger HardBounce { get; } = new("hardBounce");

    /// <summary>Delivery failed for now; transactional and marketing.</summary>
    public static WebhookTrigger SoftBounce { get; } = new("softBounce");

    /// <summary>Brevo did not send, because the recipient is blocked; transactional.</summary>
    public static WebhookTrigger Blocked { get; } = new("blocked");

    /// <summary>The recipient complained about spam; transactional and marketing.</summary>
    public static WebhookTrigger Spam { get; } = new("spam");

    /// <summary>The address is not valid; transactional.</summary>
    public static WebhookTrigger Invalid { get; } = new("invalid");

    /// <summary>Delivery is put off; transactional.</summary>
    public static WebhookTrigger Deferred { get; } = new("deferred");

    /// <summary>A link was clicked; transactional and marketing.</summary>
    public static WebhookTrigger Click { get; } = new("click");

    /// <summary>The message was opened, every time; transactional and marketing.</summary>
    public static WebhookTrigger Opened { get; } = new("opened");

    /// <summary>The message was opened for the first time; transactional.</summary>
    public static WebhookTrigger UniqueOpened { get; } = new("uniqueOpened");

    /// <summary>The recipient unsubscribed; transactional and marketing.</summary>
    public static WebhookTrigger Unsubscribed { get; } = new("unsubscribed");

    /// <summary>A contact was put on a list; marketing.</summary>
    public static WebhookTrigger ListAddition { get; } = new("listAddition");

    /// <summary>A contact changed; marketing.</summary>
    public static WebhookTrigger ContactUpdated { get; } = new("contactUpdated");

    /// <summary>A contact was deleted, of which the API's listings show nothing; marketing.</summary>
    public static WebhookTrigger ContactDeleted { get; } = new("contactDeleted");

    /// <summary>An e-mail arrived; inbound, and its default.</summary>
    public static WebhookTrigger InboundEmailProcessed { get; } = new("inboundEmailProcessed");

    /// <summary>A network took an SMS; channel SMS.</summary>
    public static WebhookTrigger Accepted { get; } = new("accepted");

    /// <summary>The recipient answered; channel SMS.</summary>
    public static WebhookTrigger Reply { get; } = new("reply");

    static WebhookTrigger IStringValue<WebhookTrigger>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
