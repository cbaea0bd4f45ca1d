using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A received e-mail in the listing (<c>GET /inbound/events</c>).</summary>
public sealed record InboundEmail
{
    /// <summary>Id.</summary>
    [JsonPropertyName("uuid")]
    public InboundEmailId? Id { get; init; }

    /// <summary>When Brevo received it.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>E-mail address of the sender; personal data.</summary>
    public string? Sender { get; init; }

    /// <summary>E-mail address of the recipient; personal data.</summary>
    public string? Recipient { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(InboundEmail)} {Id}";
}
