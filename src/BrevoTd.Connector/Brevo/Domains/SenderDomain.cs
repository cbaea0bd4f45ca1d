using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A domain that e-mails are sent from (<c>GET /senders/domains</c>).</summary>
public sealed record SenderDomain
{
    /// <summary>Id: a text in the listing, a number when the domain is created.</summary>
    public SenderDomainId? Id { get; init; }

    /// <summary>The domain.</summary>
    [JsonPropertyName("domain_name")]
    public string? Name { get; init; }

    /// <summary>Whether its DNS records are there and right.</summary>
    public bool? Authenticated { get; init; }

    /// <summary>Whether it belongs to the account.</summary>
    public bool? Verified { get; init; }

    /// <summary>Its dedicated IP address, if it has one.</summary>
    public string? Ip { get; init; }

    /// <summary>Who serves its DNS.</summary>
    public string? Provider { get; init; }

    /// <summary>User who added it.</summary>
    public DomainCreator? Creator { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(SenderDomain)} {Id}";
}
