using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The DNS records that a domain needs.</summary>
public sealed record DomainDnsRecords
{
    /// <summary>Shows that the domain belongs to the account.</summary>
    [JsonPropertyName("brevo_code")]
    public DnsRecord? BrevoCode { get; init; }

    /// <summary>Signs e-mails (DKIM).</summary>
    [JsonPropertyName("dkim_record")]
    public DnsRecord? DkimRecord { get; init; }

    /// <summary>Says what becomes of e-mails that are not signed (DMARC).</summary>
    [JsonPropertyName("dmarc_record")]
    public DnsRecord? DmarcRecord { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(DomainDnsRecords);
}
