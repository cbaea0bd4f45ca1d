using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What the service says of its own health.</summary>
public record TdServerStatus
{
    /// <summary>The status in the service's words; <c>ok</c> when all is well.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Whether the service calls itself well.</summary>
    [JsonIgnore]
    public bool IsOk => string.Equals(Status, "ok", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether all is well.</summary>
    public override string ToString() => $"{nameof(TdServerStatus)} {{ IsOk = {IsOk} }}";
}
