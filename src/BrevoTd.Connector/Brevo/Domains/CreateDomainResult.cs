using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A domain that was added, and the DNS records that it needs.</summary>
public sealed record CreateDomainResult
{
    /// <summary>Id: a number here, a text in the listing. <see langword="null"/> when the answer was lost and the domain was looked up.</summary>
    public SenderDomainId? Id { get; init; }

    /// <summary>The domain.</summary>
    [JsonPropertyName("domain_name")]
    public string? DomainName { get; init; }

    /// <summary>Who serves its DNS.</summary>
    [JsonPropertyName("domain_provider")]
    public string? Provider { get; init; }

    /// <summary>What Brevo says, with the next steps.</summary>
    public string? Message { get; init; }

    /// <summary>DNS records to create.</summary>
    [JsonPropertyName("dns_records")]
    public DomainDnsRecords? DnsRecords { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(CreateDomainResult)} {Id}";
}
