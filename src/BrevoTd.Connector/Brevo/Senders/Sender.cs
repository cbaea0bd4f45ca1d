using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A sender of e-mails (<c>GET /senders</c>).</summary>
public sealed record Sender
{
    /// <summary>Id.</summary>
    public SenderId? Id { get; init; }

    /// <summary>Name that recipients see.</summary>
    public string? Name { get; init; }

    /// <summary>E-mail address that recipients see; may be personal data.</summary>
    public string? Email { get; init; }

    /// <summary>Whether it may be used, which its address must confirm first.</summary>
    public bool? Active { get; init; }

    /// <summary>Dedicated IP addresses; empty for accounts that have none.</summary>
    public IReadOnlyList<SenderIp>? Ips { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(Sender)} {Id}";
}
