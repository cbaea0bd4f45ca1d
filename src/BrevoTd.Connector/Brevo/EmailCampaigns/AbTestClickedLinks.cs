using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>The links of both versions of an A/B test.</summary>
public sealed record AbTestClickedLinks
{
    /// <summary>Links of version A.</summary>
    [JsonPropertyName("Version A")]
    public IReadOnlyList<AbTestClickedLink>? VersionA { get; init; }

    /// <summary>Links of version B.</summary>
    [JsonPropertyName("Version B")]
    public IReadOnlyList<AbTestClickedLink>? VersionB { get; init; }
}
