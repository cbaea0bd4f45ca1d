using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The SMTP relay of an account.</summary>
public sealed record AccountRelay
{
    /// <summary>Whether the relay is enabled.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Where the relay is reached.</summary>
    public AccountRelayData? Data { get; init; }
}
