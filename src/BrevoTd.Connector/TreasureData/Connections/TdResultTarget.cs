using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A saved place to which results can be exported.</summary>
public record TdResultTarget
{
    /// <summary>Name, unique in the account.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Its address, such as <c>postgresql://user:password@host/database/table</c>; may contain a password.</summary>
    [JsonPropertyName("url")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? Url { get; init; }

    /// <summary>Neither name nor address: that may hold a password.</summary>
    public override string ToString() => $"{nameof(TdResultTarget)} {{ Url = {(string.IsNullOrEmpty(Url) ? "none" : "***")} }}";
}
