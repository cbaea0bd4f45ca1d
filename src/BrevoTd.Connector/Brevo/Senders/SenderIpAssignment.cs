using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A dedicated IP address that a sender gets.</summary>
public sealed record SenderIpAssignment
{
    /// <summary>The address, one of the account's.</summary>
    public required string Ip { get; init; }

    /// <summary>Domain of the address.</summary>
    public required string Domain { get; init; }

    /// <summary>Share of the sender's e-mails in per cent, at least 1: for all addresses, with a sum of 100, or for none, which means equal shares.</summary>
    public long? Weight { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SenderIpAssignment);
}
