namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Something that happened to an SMS, transactional (<see cref="BrevoWebhookEvent.MessageId"/>) or of a campaign (<see cref="BrevoWebhookEvent.CampaignId"/>). Brevo's documents do not settle the members of
/// this payload; those here have been seen, and <see cref="BrevoWebhookEvent.Raw"/> has them all.
/// </summary>
public sealed record SmsWebhookEvent : BrevoWebhookEvent
{
    /// <summary>How many SMS the text took.</summary>
    public long? SmsCount { get; init; }

    /// <summary>Credits that it used.</summary>
    public double? CreditsUsed { get; init; }

    /// <summary>Credits that are left.</summary>
    public double? RemainingCredits { get; init; }

    /// <summary>What the recipient answered; only for <see cref="WebhookEventKind.Reply"/>.</summary>
    public string? Reply { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Kind of a bounce.</summary>
    public string? BounceType { get; init; }

    /// <summary>Code of a failure.</summary>
    public string? ErrorCode { get; init; }

    /// <summary><c>transactional</c> or <c>marketing</c>.</summary>
    public WebhookType? Type { get; init; }

    /// <summary>Date as text, in the account's time zone; use <see cref="BrevoWebhookEvent.Time"/>.</summary>
    public string? Date { get; init; }
}
