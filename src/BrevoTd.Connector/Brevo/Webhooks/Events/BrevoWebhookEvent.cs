using System.Text.Json;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// One event that a webhook of Brevo delivers; <see cref="BrevoWebhooks.Parse(ReadOnlyMemory{byte})"/> makes it. Each kind of payload has a record of its own:
/// <see cref="TransactionalEmailWebhookEvent"/>, <see cref="MarketingEmailWebhookEvent"/>, <see cref="SmsWebhookEvent"/>, <see cref="WhatsAppWebhookEvent"/>,
/// <see cref="ListAdditionWebhookEvent"/>, <see cref="ContactUpdatedWebhookEvent"/>, <see cref="ContactDeletedWebhookEvent"/>, <see cref="InboundEmailWebhookEvent"/>, and
/// <see cref="UnknownWebhookEvent"/> for everything else.
/// </summary>
/// <remarks>Every member but the kind may be missing: Brevo leaves members out, and adds new ones, which stand in <see cref="Raw"/>.</remarks>
public abstract record BrevoWebhookEvent
{
    private protected BrevoWebhookEvent() { }

    /// <summary>What happened, whatever its spelling.</summary>
    public WebhookEventKind Kind { get; init; }

    /// <summary>What happened, as it stands in the payload; <see langword="null"/> if the payload names no event.</summary>
    public string? EventName { get; init; }

    /// <summary>E-mail address of the person: the recipient of a message, the contact, or who sent an inbound e-mail.</summary>
    public string? Email { get; init; }

    /// <summary>Phone number of the person, for SMS and WhatsApp; with country code, with or without a plus, as it stands in the payload.</summary>
    public string? Phone { get; init; }

    /// <summary>When it happened, in UTC; read from the most dependable member that the payload has.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Which member <see cref="Time"/> was read from.</summary>
    public WebhookTimeSource TimeSource { get; init; }

    /// <summary>Id of the message: that which sending it answered.</summary>
    public string? MessageId { get; init; }

    /// <summary>Id of the campaign.</summary>
    public long? CampaignId { get; init; }

    /// <summary>Tags of the message or the campaign; empty if it has none. Brevo sends them as an array, as text with an array in it, or as plain text.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The <c>id</c> of the payload: that of the webhook according to Brevo's documents, that of the account in payloads that have been seen. No id of the event.</summary>
    public long? SourceId { get; init; }

    /// <summary>
    /// Recognises the same event when it is delivered again: 32 hexadecimal digits out of a SHA-256 over the whole payload, whatever the order of its members and whether it
    /// came alone or in a batch. Brevo gives events no id. Two webhooks that tell of one event may differ in <see cref="SourceId"/>, and then give two keys.
    /// </summary>
    public string DeduplicationKey { get; init; } = "";

    /// <summary>The whole payload of this event, also what this library has no member for. Of kind <see cref="JsonValueKind.Undefined"/> in an event that was not parsed.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>The type and the kind; everything else may be personal data.</summary>
    public sealed override string ToString() => $"{GetType().Name}: {Kind}";
}
