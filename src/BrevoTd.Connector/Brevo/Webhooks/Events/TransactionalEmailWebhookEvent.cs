namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Something that happened to a transactional e-mail: <see cref="WebhookEventKind.Sent"/>, <c>Delivered</c>, <c>HardBounce</c>, <c>SoftBounce</c>, <c>Blocked</c>, <c>Spam</c>, <c>Invalid</c>, <c>Deferred</c>,
/// <c>Click</c>, <c>Opened</c>, <c>UniqueOpened</c>, <c>ProxyOpen</c>, <c>UniqueProxyOpen</c>, <c>Unsubscribed</c> or <c>Error</c>.
/// </summary>
public sealed record TransactionalEmailWebhookEvent : BrevoWebhookEvent
{
    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Id of the template; only for messages of a template.</summary>
    public long? TemplateId { get; init; }

    /// <summary>The header <c>X-Mailin-custom</c> that the message was sent with.</summary>
    public string? CustomHeader { get; init; }

    /// <summary>Address that Brevo sent from.</summary>
    public string? SendingIp { get; init; }

    /// <summary>Why: the other server's text for a bounce, <c>sent</c> for success.</summary>
    public string? Reason { get; init; }

    /// <summary>The link of a <see cref="WebhookEventKind.Click"/>. Openings have an empty text here, which is <see langword="null"/>.</summary>
    public string? Link { get; init; }

    /// <summary>Whether an unsubscription came by the return path; only for <see cref="WebhookEventKind.Unsubscribed"/>.</summary>
    public bool? IsReturnPath { get; init; }

    /// <summary>Date as text, in the account's time zone; use <see cref="BrevoWebhookEvent.Time"/>.</summary>
    public string? Date { get; init; }

    /// <summary>Address of the sender. Not documented; seen in payloads.</summary>
    public string? SenderEmail { get; init; }

    /// <summary>Id of the contact. Not documented; seen in payloads.</summary>
    public ContactId? ContactId { get; init; }

    /// <summary>Program that opened or clicked. Not documented; seen in payloads.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Device that opened or clicked. Not documented; seen in payloads.</summary>
    public string? Device { get; init; }

    /// <summary>Address of the message as a page. Not documented; seen in payloads.</summary>
    public string? MirrorLink { get; init; }
}
