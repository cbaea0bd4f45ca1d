namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Something that happened to a WhatsApp message. Brevo's documents do not show this payload; the members are those of the event log (<c>GET /whatsapp/statistics/events</c>), and
/// <see cref="BrevoWebhookEvent.Raw"/> has them all.
/// </summary>
public sealed record WhatsAppWebhookEvent : BrevoWebhookEvent
{
    /// <summary>Number that sent.</summary>
    public string? SenderNumber { get; init; }

    /// <summary>Text that the recipient answered; only for <see cref="WebhookEventKind.Reply"/>.</summary>
    public string? Body { get; init; }

    /// <summary>Address of the picture or file that the recipient answered; only for <see cref="WebhookEventKind.Reply"/>.</summary>
    public string? MediaUrl { get; init; }

    /// <summary>Why; for errors and bounces.</summary>
    public string? Reason { get; init; }

    /// <summary>Date as text; use <see cref="BrevoWebhookEvent.Time"/>.</summary>
    public string? Date { get; init; }
}
