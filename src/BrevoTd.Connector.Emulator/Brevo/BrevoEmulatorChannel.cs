namespace BrevoTd.Connector.Emulator;

/// <summary>How a message goes.</summary>
public enum BrevoEmulatorChannel
{
    /// <summary>E-mail.</summary>
    Email,

    /// <summary>SMS.</summary>
    Sms,

    /// <summary>WhatsApp.</summary>
    WhatsApp,
}
