using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What happened to a received e-mail (<c>GET /inbound/events/{uuid}</c>). Subject, message id and attachments are there once it is processed.</summary>
public sealed record InboundEmailDetails
{
    /// <summary>When Brevo received it.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>When the webhook took it.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>E-mail address of the sender; personal data.</summary>
    public string? Sender { get; init; }

    /// <summary>E-mail address of the recipient; personal data.</summary>
    public string? Recipient { get; init; }

    /// <summary>Message-ID header.</summary>
    public string? MessageId { get; init; }

    /// <summary>Subject; may hold personal data.</summary>
    public string? Subject { get; init; }

    /// <summary>Attachments. Their download tokens are only in the webhook's payload.</summary>
    public IReadOnlyList<InboundEmailAttachment>? Attachments { get; init; }

    /// <summary>What happened, one after another.</summary>
    public IReadOnlyList<InboundEmailLog>? Logs { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(InboundEmailDetails);
}
