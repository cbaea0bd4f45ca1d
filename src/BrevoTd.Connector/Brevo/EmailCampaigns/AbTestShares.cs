using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>How many recipients of each version of an A/B test did something, in per cent.</summary>
public sealed record AbTestShares
{
    /// <summary>Of version A.</summary>
    [JsonPropertyName("Version A")]
    [JsonConverter(typeof(PercentageConverter))]
    public double? VersionA { get; init; }

    /// <summary>Of version B.</summary>
    [JsonPropertyName("Version B")]
    [JsonConverter(typeof(PercentageConverter))]
    public double? VersionB { get; init; }
}
