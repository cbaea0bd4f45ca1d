namespace BrevoTd.Connector.Brevo;

/// <summary>An e-mail that arrived at a domain of the account. <see cref="BrevoWebhookEvent.Email"/> is who sent it.</summary>
public sealed record InboundEmailWebhookEvent : BrevoWebhookEvent
{
    /// <summary>Ids that Brevo gave it, one per recipient; <c>GET /inbound/events/{uuid}</c> takes them.</summary>
    public IReadOnlyList<string> Uuids { get; init; } = [];

    /// <summary>Id of the message that it answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Who sent it.</summary>
    public WebhookMailbox? From { get; init; }

    /// <summary>Who it is to.</summary>
    public IReadOnlyList<WebhookMailbox> To { get; init; } = [];

    /// <summary>Who has a copy.</summary>
    public IReadOnlyList<WebhookMailbox> Cc { get; init; } = [];

    /// <summary>Every recipient at the account's domain.</summary>
    public IReadOnlyList<WebhookMailbox> Recipients { get; init; } = [];

    /// <summary>Where an answer is wanted.</summary>
    public WebhookMailbox? ReplyTo { get; init; }

    /// <summary>Date of the message as text, as its sender wrote it.</summary>
    public string? SentAt { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The body as HTML.</summary>
    public string? HtmlBody { get; init; }

    /// <summary>The body as text.</summary>
    public string? TextBody { get; init; }

    /// <summary>What was newly written, without quotes and signature, as Markdown.</summary>
    public string? ExtractedMarkdownMessage { get; init; }

    /// <summary>The signature, as Markdown.</summary>
    public string? ExtractedMarkdownSignature { get; init; }

    /// <summary>How much it looks like spam; more is worse.</summary>
    public double? SpamScore { get; init; }

    /// <summary>The message's headers by name; a header may stand there several times.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Attachments, which are downloaded one by one.</summary>
    public IReadOnlyList<WebhookMailAttachment> Attachments { get; init; } = [];
}
