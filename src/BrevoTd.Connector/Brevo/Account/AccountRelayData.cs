using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Where an account's SMTP relay is reached.</summary>
public sealed record AccountRelayData
{
    /// <summary>Login, usually an e-mail address; personal data.</summary>
    public string? UserName { get; init; }

    /// <summary>Host name.</summary>
    public string? Relay { get; init; }

    /// <summary>Port.</summary>
    public int? Port { get; init; }

    /// <summary>The port only.</summary>
    public override string ToString() => $"{nameof(AccountRelayData)}, port {Port}";
}
