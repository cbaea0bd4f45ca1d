using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>How queries reach a database outside Treasure Data.</summary>
public record TdFederatedQueryConfig
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Kind of database in the service's words, such as <c>snowflake</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>User who made it.</summary>
    [JsonPropertyName("user_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? UserId { get; init; }

    /// <summary>Account that it belongs to.</summary>
    [JsonPropertyName("account_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? AccountId { get; init; }

    /// <summary>Connection that it goes through.</summary>
    [JsonPropertyName("connection_id")]
    public TdConnectionId? ConnectionId { get; init; }

    /// <summary>Settings as JSON text; they may name places and secrets.</summary>
    [JsonPropertyName("settings")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? Settings { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The connection only.</summary>
    public override string ToString() => $"{nameof(TdFederatedQueryConfig)} {{ ConnectionId = {ConnectionId} }}";
}
