using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whether a domain can be used, and the DNS records that it needs (<c>GET /senders/domains/{domainName}</c>).</summary>
public sealed record DomainConfiguration
{
    /// <summary>The domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether it belongs to the account.</summary>
    public bool? Verified { get; init; }

    /// <summary>Whether its DNS records are there and right.</summary>
    public bool? Authenticated { get; init; }

    /// <summary>The DNS records, each with its state.</summary>
    [JsonPropertyName("dns_records")]
    public DomainDnsRecords? DnsRecords { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(DomainConfiguration);
}
