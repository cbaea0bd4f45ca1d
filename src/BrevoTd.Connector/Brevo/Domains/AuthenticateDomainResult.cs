using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A domain that was authenticated.</summary>
public sealed record AuthenticateDomainResult
{
    /// <summary>The domain.</summary>
    [JsonPropertyName("domain_name")]
    public string? DomainName { get; init; }

    /// <summary>What Brevo says.</summary>
    public string? Message { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AuthenticateDomainResult);
}
