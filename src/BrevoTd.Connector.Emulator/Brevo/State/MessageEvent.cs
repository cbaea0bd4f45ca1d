namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Through which channel a message goes.</summary>
internal enum MessageChannel
{
    Email,
    Sms,
    WhatsApp,
}

/// <summary>What can happen to a message, over all channels.</summary>
internal enum MessageEventKind
{
    /// <summary>Handed over for sending: "request" of a transactional message, "sent" of a campaign.</summary>
    Sent,
    Accepted,
    Delivered,
    Opened,
    ProxyOpened,
    Clicked,
    HardBounce,
    SoftBounce,
    Deferred,
    Blocked,
    Invalid,
    Spam,
    Error,
    Rejected,
    Skipped,
    Replied,

    /// <summary>By the contact, through a link in the message.</summary>
    Unsubscribed,

    /// <summary>By somebody of the account.</summary>
    AdminUnsubscribed,
}

/// <summary>One thing that happened to one message to one recipient: of a campaign (<see cref="CampaignId"/>) or transactional (<see cref="MessageId"/>).</summary>
internal sealed record MessageEvent
{
    public required MessageEventKind Kind { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long At { get; init; }

    public MessageChannel Channel { get; init; }

    /// <summary>The recipient's address, in small letters; <see langword="null"/> for a phone.</summary>
    public string? Email { get; init; }

    /// <summary>The recipient's number: digits with the country code.</summary>
    public string? Phone { get; init; }

    /// <summary>The recipient's contact, if there is one.</summary>
    public int? ContactId { get; init; }

    public long? CampaignId { get; init; }

    public string? CampaignName { get; init; }

    /// <summary>When the campaign was sent, in milliseconds since 1970.</summary>
    public long? CampaignSentAt { get; init; }

    /// <summary>The list that brought the recipient into the campaign.</summary>
    public int? ListId { get; init; }

    public string? MessageId { get; init; }

    public long? TemplateId { get; init; }

    public string? Subject { get; init; }

    /// <summary>The sender's address or name.</summary>
    public string? From { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>For clicks.</summary>
    public string? Link { get; init; }

    public string? Ip { get; init; }

    /// <summary>The header <c>X-Mailin-custom</c> that the message was sent with.</summary>
    public string? CustomHeader { get; init; }

    /// <summary>What the recipient answered.</summary>
    public string? Reply { get; init; }

    /// <summary>For what failed.</summary>
    public string? Reason { get; init; }

    public override string ToString() => $"{nameof(MessageEvent)} {Channel} {Kind}";
}
