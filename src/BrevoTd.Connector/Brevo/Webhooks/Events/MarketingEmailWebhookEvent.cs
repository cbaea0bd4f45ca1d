namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Something that happened to an e-mail of a campaign: <see cref="WebhookEventKind.Delivered"/>, <c>Opened</c>, <c>Click</c>, <c>HardBounce</c>, <c>SoftBounce</c>, <c>Spam</c> or <c>Unsubscribed</c>.
/// Webhooks are the only source of these per person.
/// </summary>
public sealed record MarketingEmailWebhookEvent : BrevoWebhookEvent
{
    /// <summary>Name of the campaign.</summary>
    public string? CampaignName { get; init; }

    /// <summary>When the campaign was sent, in UTC.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The link of a <see cref="WebhookEventKind.Click"/>.</summary>
    public string? Link { get; init; }

    /// <summary>Why; for bounces and complaints.</summary>
    public string? Reason { get; init; }

    /// <summary>Address that Brevo sent from.</summary>
    public string? SendingIp { get; init; }

    /// <summary>Lists that an unsubscription is from.</summary>
    public IReadOnlyList<ContactListId> ListIds { get; init; } = [];

    /// <summary>Segments of the campaign that the contact is in; for openings and clicks.</summary>
    public IReadOnlyList<SegmentId> SegmentIds { get; init; } = [];

    /// <summary>Date of the event as text, in the account's time zone; use <see cref="BrevoWebhookEvent.Time"/>.</summary>
    public string? Date { get; init; }
}
