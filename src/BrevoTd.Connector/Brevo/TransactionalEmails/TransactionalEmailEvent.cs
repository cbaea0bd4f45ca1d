using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// An entry of the log of transactional e-mails (<c>GET /smtp/statistics/events</c>). It has no id: message, recipient, kind, time and link together tell one
/// from another.
/// </summary>
public sealed record TransactionalEmailEvent
{
    /// <summary>When it happened.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>Address of the recipient; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>What happened.</summary>
    public TransactionalEmailEventType? Event { get; init; }

    /// <summary>Id of the message, in angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Tag of the message.</summary>
    public string? Tag { get; init; }

    /// <summary>Address of the sender.</summary>
    public string? From { get; init; }

    /// <summary>Template that the message was made from; <see langword="null"/> for none.</summary>
    public EmailTemplateId? TemplateId { get; init; }

    /// <summary>Address on the network from which the recipient opened or clicked; personal data.</summary>
    public string? Ip { get; init; }

    /// <summary>The link, for clicks and, by the document, openings and requests.</summary>
    public string? Link { get; init; }

    /// <summary>Why the message came back.</summary>
    public string? Reason { get; init; }

    internal (string? MessageId, string? Email, string? Event, DateTimeOffset? Date, string? Link) Key =>
        (MessageId, Email, Event?.Value, Date, Link);

    /// <summary>The kind only.</summary>
    public override string ToString() => $"{nameof(TransactionalEmailEvent)} {Event}";
}
