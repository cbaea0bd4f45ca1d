namespace BrevoTd.Connector.Brevo;

/// <summary>Which member <see cref="BrevoWebhookEvent.Time"/> was read from, which says how far it can be trusted.</summary>
public enum WebhookTimeSource
{
    /// <summary>The payload has no time.</summary>
    None,

    /// <summary><c>ts_epoch</c>: UTC, to the millisecond. The one that Brevo documents as dependable.</summary>
    Epoch,

    /// <summary><c>ts_event</c>: seconds, in UTC as far as is known.</summary>
    Event,

    /// <summary><c>ts</c>: seconds. In payloads of campaigns and contacts it may be shifted by the offset of the account's time zone.</summary>
    Timestamp,

    /// <summary>A date as text. Without an offset it is in the account's time zone, which the payload does not tell; it is then read as UTC.</summary>
    Text,
}
