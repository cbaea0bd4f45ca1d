using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// An entry of the log of WhatsApp messages (<c>GET /whatsapp/statistics/events</c>). It has no id: message, number, kind and time together tell one from
/// another.
/// </summary>
public sealed record WhatsAppEvent
{
    /// <summary>When it happened.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>The recipient's number, which Brevo writes as a text or as a number; personal data.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ContactNumber { get; init; }

    /// <summary>The account's number.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? SenderNumber { get; init; }

    /// <summary>What happened.</summary>
    public WhatsAppEventType? Event { get; init; }

    /// <summary>Id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Why it failed, for errors and soft bounces.</summary>
    public string? Reason { get; init; }

    /// <summary>What the recipient answered; personal data.</summary>
    public string? Body { get; init; }

    /// <summary>URL of the picture or file that the recipient answered with; personal data.</summary>
    public string? MediaUrl { get; init; }

    internal (string? MessageId, string? ContactNumber, string? Event, DateTimeOffset? Date, string? Body, string? MediaUrl) Key =>
        (MessageId, ContactNumber, Event?.Value, Date, Body, MediaUrl);

    /// <summary>The kind only.</summary>
    public override string ToString() => $"{nameof(WhatsAppEvent)} {Event}";
}
