namespace BrevoTd.Connector.Brevo;

/// <summary>
/// What happened, the same for every spelling that Brevo uses (<c>hard_bounce</c>, <c>hard_bounced</c>, <c>hardBounces</c>). New members may be added; the text itself is
/// <see cref="BrevoWebhookEvent.EventName"/>.
/// </summary>
public enum WebhookEventKind
{
    /// <summary>Something that this library has no member for; <see cref="BrevoWebhookEvent.EventName"/> says what.</summary>
    Other,

    /// <summary>Brevo took the message for sending (<c>request</c>, <c>sent</c>).</summary>
    Sent,

    /// <summary>A network took the message; SMS (<c>accepted</c>).</summary>
    Accepted,

    /// <summary>The recipient's side took the message (<c>delivered</c>).</summary>
    Delivered,

    /// <summary>Delivery is put off (<c>deferred</c>).</summary>
    Deferred,

    /// <summary>Delivery failed for now (<c>soft_bounce</c>).</summary>
    SoftBounce,

    /// <summary>Delivery failed for good (<c>hard_bounce</c>).</summary>
    HardBounce,

    /// <summary>Brevo did not send, because the recipient is blocked (<c>blocked</c>).</summary>
    Blocked,

    /// <summary>The address is not valid (<c>invalid_email</c>).</summary>
    Invalid,

    /// <summary>The message was refused; SMS (<c>rejected</c>).</summary>
    Rejected,

    /// <summary>The message was left out; SMS (<c>skipped</c>).</summary>
    Skipped,

    /// <summary>Sending failed (<c>error</c>).</summary>
    Error,

    /// <summary>The message was opened, every time (<c>opened</c>).</summary>
    Opened,

    /// <summary>The message was opened for the first time (<c>unique_opened</c>).</summary>
    UniqueOpened,

    /// <summary>A proxy, such as that of a mail provider, loaded the message's images: no sign that a person opened it (<c>proxy_open</c>).</summary>
    ProxyOpen,

    /// <summary>The first <see cref="ProxyOpen"/> of a message (<c>unique_proxy_open</c>).</summary>
    UniqueProxyOpen,

    /// <summary>The message was read; WhatsApp (<c>read</c>).</summary>
    Read,

    /// <summary>A link was clicked (<c>click</c>).</summary>
    Click,

    /// <summary>The recipient answered; SMS and WhatsApp (<c>reply</c>).</summary>
    Reply,

    /// <summary>The recipient complained about spam (<c>spam</c>, <c>complaint</c>).</summary>
    Spam,

    /// <summary>The recipient unsubscribed (<c>unsubscribed</c>).</summary>
    Unsubscribed,

    /// <summary>A contact was put on lists (<c>list_addition</c>).</summary>
    ListAddition,

    /// <summary>A contact changed (<c>contact_updated</c>).</summary>
    ContactUpdated,

    /// <summary>A contact was deleted (<c>contact_deleted</c>).</summary>
    ContactDeleted,

    /// <summary>An e-mail arrived at a domain of the account (<c>inboundEmailProcessed</c>; its payload names no event).</summary>
    InboundEmail,
}
