namespace BrevoTd.Connector.Emulator;

/// <summary>What happened to the message of a campaign that a contact got. "Sent" and "delivered" are recorded when the campaign is sent.</summary>
public enum BrevoEmulatorCampaignEvent
{
    /// <summary>The contact opened it; for WhatsApp, read it.</summary>
    Opened,

    /// <summary>Apple's mail privacy protection opened it; e-mail only.</summary>
    ProxyOpened,

    /// <summary>The contact clicked a link.</summary>
    Clicked,

    /// <summary>The contact replied; SMS and WhatsApp only.</summary>
    Replied,

    /// <summary>The contact unsubscribed; it is put on the blocklist of the channel.</summary>
    Unsubscribed,

    /// <summary>The contact complained about spam; it is put on the blocklist.</summary>
    Complained,

    /// <summary>Delivery was put off.</summary>
    Deferred,

    /// <summary>It could not be delivered for a passing reason: it counts as not delivered.</summary>
    SoftBounced,

    /// <summary>It cannot be delivered: it counts as not delivered, and the contact is put on the blocklist.</summary>
    HardBounced,
}
