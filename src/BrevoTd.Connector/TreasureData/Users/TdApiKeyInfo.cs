using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What the service says of the API key in use.</summary>
public record TdApiKeyInfo
{
    /// <summary>Kind of key in the service's words, such as <c>write_only</c>.</summary>
    [JsonPropertyName("key_type")]
    public string? KeyType { get; init; }

    /// <summary>Account that the key belongs to.</summary>
    [JsonPropertyName("account_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? AccountId { get; init; }

    /// <summary>User that the key belongs to.</summary>
    [JsonPropertyName("user_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? UserId { get; init; }

    /// <summary>Whether that user is an administrator of the account.</summary>
    [JsonPropertyName("administrator")]
    public bool? IsAdministrator { get; init; }

    /// <summary>No ids of users.</summary>
    public override string ToString() => $"{nameof(TdApiKeyInfo)} {{ IsAdministrator = {IsAdministrator} }}";
}
