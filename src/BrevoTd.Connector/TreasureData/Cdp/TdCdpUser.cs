using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Who created or changed something in the CDP.</summary>
public record TdCdpUser
{
    /// <summary>Id in the CDP, which is not that of the main API.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Id in the main API, as <see cref="TdUser.Id"/>.</summary>
    [JsonPropertyName("td_user_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? TdUserId { get; init; }

    /// <summary>Full name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Nothing that tells who it is.</summary>
    public override string ToString() => nameof(TdCdpUser);
}
