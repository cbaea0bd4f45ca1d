namespace BrevoTd.Connector.Emulator;

/// <summary>What came of one call of a webhook.</summary>
public enum BrevoEmulatorWebhookOutcome
{
    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>The receiver answered 429, did not answer in time or was not reachable: the call is made again.</summary>
    WillRepeat,

    /// <summary>The receiver answered otherwise, or the last repeat failed: the events are thrown away.</summary>
    Discarded,

    /// <summary>The address is not on loopback: the emulator calls no other host.</summary>
    NotCalled,
}
