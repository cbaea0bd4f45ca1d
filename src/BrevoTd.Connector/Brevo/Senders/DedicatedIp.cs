using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A dedicated IP address of the account (<c>GET /senders/ips</c>).</summary>
public sealed record DedicatedIp
{
    /// <summary>Id.</summary>
    public DedicatedIpId? Id { get; init; }

    /// <summary>The address.</summary>
    public string? Ip { get; init; }

    /// <summary>Domain of the address.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether it is in use; only in the listing of the account.</summary>
    public bool? Active { get; init; }

    /// <summary>Share of a sender's e-mails in per cent; only in the listing of a sender.</summary>
    public long? Weight { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(DedicatedIp)} {Id}";
}
