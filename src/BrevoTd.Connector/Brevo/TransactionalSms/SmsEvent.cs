using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// An entry of the log of transactional SMS (<c>GET /transactionalSMS/statistics/events</c>). It has no id: message, number, kind and time together tell one
/// from another.
/// </summary>
public sealed record SmsEvent
{
    /// <summary>When it happened.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>The recipient's number; personal data.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? PhoneNumber { get; init; }

    /// <summary>What happened.</summary>
    public SmsEventType? Event { get; init; }

    /// <summary>Id of the message.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? MessageId { get; init; }

    /// <summary>Why the message came back.</summary>
    public string? Reason { get; init; }

    /// <summary>What the recipient answered; personal data.</summary>
    public string? Reply { get; init; }

    /// <summary>Tag of the message.</summary>
    public string? Tag { get; init; }

    internal (string? MessageId, string? PhoneNumber, string? Event, DateTimeOffset? Date, string? Reply) Key =>
        (MessageId, PhoneNumber, Event?.Value, Date, Reply);

    /// <summary>The kind only.</summary>
    public override string ToString() => $"{nameof(SmsEvent)} {Event}";
}
