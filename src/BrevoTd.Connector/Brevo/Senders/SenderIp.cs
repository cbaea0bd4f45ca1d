using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A dedicated IP address that a sender uses.</summary>
public sealed record SenderIp
{
    /// <summary>The address.</summary>
    public string? Ip { get; init; }

    /// <summary>Domain of the address.</summary>
    public string? Domain { get; init; }

    /// <summary>Share of the sender's e-mails in per cent.</summary>
    public long? Weight { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SenderIp);
}
