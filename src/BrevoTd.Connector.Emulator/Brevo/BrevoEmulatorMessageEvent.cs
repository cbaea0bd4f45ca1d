namespace BrevoTd.Connector.Emulator;

/// <summary>What can happen to a message.</summary>
public enum BrevoEmulatorMessageEvent
{
    /// <summary>Brevo accepted it.</summary>
    Sent,

    /// <summary>The carrier took it; of an SMS.</summary>
    Accepted,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>The recipient opened it; of WhatsApp: read it.</summary>
    Opened,

    /// <summary>A proxy loaded its pictures.</summary>
    LoadedByProxy,

    /// <summary>The recipient clicked a link.</summary>
    Clicked,

    /// <summary>It came back for good. An address is blocked by it.</summary>
    HardBounce,

    /// <summary>It came back for now.</summary>
    SoftBounce,

    /// <summary>Delivery was put off.</summary>
    Deferred,

    /// <summary>It was not sent, because the recipient is blocked.</summary>
    Blocked,

    /// <summary>The address is none.</summary>
    Invalid,

    /// <summary>The recipient complained. An address is blocked by it.</summary>
    Spam,

    /// <summary>It failed.</summary>
    Error,

    /// <summary>The carrier rejected it; of an SMS.</summary>
    Rejected,

    /// <summary>Brevo skipped it; of an SMS.</summary>
    Skipped,

    /// <summary>The recipient answered; of an SMS or WhatsApp.</summary>
    Replied,

    /// <summary>The recipient unsubscribed. An address is blocked by it for that sender.</summary>
    Unsubscribed,
}
