using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A DNS record that a domain needs.</summary>
public sealed record DnsRecord
{
    /// <summary>Name of the record, such as <c>mail._domainkey</c>.</summary>
    [JsonPropertyName("host_name")]
    public string? HostName { get; init; }

    /// <summary>Type of the record, such as <c>TXT</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Value of the record.</summary>
    public string? Value { get; init; }

    /// <summary>Whether Brevo finds the record.</summary>
    public bool? Status { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(DnsRecord);
}
