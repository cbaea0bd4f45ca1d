using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a sender. Members that are not set are not sent and stay as they are.</summary>
public sealed record UpdateSenderRequest
{
    /// <summary>New name that recipients see.</summary>
    public string? Name { get; init; }

    /// <summary>New e-mail address that recipients see.</summary>
    public string? Email { get; init; }

    /// <summary>The dedicated IP addresses from now on, in place of all there are.</summary>
    [JsonPropertyName("ips")]
    public IReadOnlyList<SenderIpAssignment>? ReplaceIps { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateSenderRequest);
}
