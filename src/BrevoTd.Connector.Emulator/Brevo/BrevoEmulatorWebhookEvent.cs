namespace BrevoTd.Connector.Emulator;

/// <summary>An event of a message, to be told to webhooks by hand: <see cref="BrevoEmulator.FireWebhook(BrevoEmulatorWebhookEvent)"/>.</summary>
public sealed record BrevoEmulatorWebhookEvent
{
    /// <summary>The event as payloads spell it, for example <c>delivered</c>, <c>hard_bounce</c>, <c>opened</c>, <c>click</c>, <c>unsubscribe</c>.</summary>
    public required string Event { get; init; }

    /// <summary><c>transactional</c> or <c>marketing</c>.</summary>
    /// <value>The default is <c>transactional</c>.</value>
    public string Type { get; init; } = "transactional";

    /// <summary><c>email</c>, <c>sms</c> or <c>whatsapp</c>.</summary>
    /// <value>The default is <c>email</c>.</value>
    public string Channel { get; init; } = "email";

    /// <summary>Address of the recipient.</summary>
    public string? Email { get; init; }

    /// <summary>Phone number of the recipient, for SMS and WhatsApp.</summary>
    public string? Phone { get; init; }

    /// <summary>Number that sent, for WhatsApp.</summary>
    public string? SenderNumber { get; init; }

    /// <summary>Id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The link of a click.</summary>
    public string? Link { get; init; }

    /// <summary>Why, for bounces and blocks.</summary>
    public string? Reason { get; init; }

    /// <summary>What the recipient answered, for SMS and WhatsApp.</summary>
    public string? Text { get; init; }

    /// <summary>Address that was sent from.</summary>
    public string? SendingIp { get; init; }

    /// <summary>Id of the template.</summary>
    public long? TemplateId { get; init; }

    /// <summary>The header <c>X-Mailin-custom</c> of the message.</summary>
    public string? CustomHeader { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Id of the campaign.</summary>
    public long? CampaignId { get; init; }

    /// <summary>Name of the campaign.</summary>
    public string? CampaignName { get; init; }

    /// <summary>When the campaign was sent.</summary>
    /// <value>The default is <see langword="null"/>: the time of the event.</value>
    public DateTimeOffset? CampaignSentAt { get; init; }

    /// <summary>Lists of an unsubscription.</summary>
    public IReadOnlyList<long> ListIds { get; init; } = [];

    /// <summary>Segments of an opening or a click.</summary>
    public IReadOnlyList<long> SegmentIds { get; init; } = [];

    /// <summary>When it happened.</summary>
    /// <value>The default is <see langword="null"/>: now, by the emulator's clock.</value>
    public DateTimeOffset? At { get; init; }

    /// <summary>The event only; the rest may be personal data.</summary>
    public override string ToString() => $"{Type} {Event}";
}
