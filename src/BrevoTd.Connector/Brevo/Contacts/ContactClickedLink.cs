using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A link that a contact clicked.</summary>
public sealed record ContactClickedLink
{
    /// <summary>Address of the link.</summary>
    public string? Url { get; init; }

    /// <summary>How often it was clicked.</summary>
    public long? Count { get; init; }

    /// <summary>When it was clicked last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>IP address of the contact; personal data.</summary>
    public string? Ip { get; init; }

    /// <summary>The number of clicks only; a link may carry personal data.</summary>
    public override string ToString() => $"{nameof(ContactClickedLink)}, {Count} clicks";
}
