namespace BrevoTd.Connector.Emulator;

/// <summary>The channel of a campaign; each has ids of its own.</summary>
public enum BrevoEmulatorChannel
{
    /// <summary>E-mail.</summary>
    Email,

    /// <summary>SMS.</summary>
    Sms,

    /// <summary>WhatsApp.</summary>
    WhatsApp,
}
