namespace BrevoTd.Connector.Emulator;

/// <summary>The channel of a message or a campaign; campaigns of each have ids of their own.</summary>
public enum BrevoEmulatorChannel
{
    /// <summary>E-mail.</summary>
    Email,

    /// <summary>SMS.</summary>
    Sms,

    /// <summary>WhatsApp.</summary>
    WhatsApp,
}
