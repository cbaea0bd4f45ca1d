using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A user of the account.</summary>
public record TdUser
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Full name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>First name.</summary>
    [JsonPropertyName("first_name")]
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    [JsonPropertyName("last_name")]
    public string? LastName { get; init; }

    /// <summary>E-mail address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>Phone number.</summary>
    [JsonPropertyName("phone")]
    public string? Phone { get; init; }

    /// <summary>Address of a picture.</summary>
    [JsonPropertyName("gravatar_url")]
    public string? GravatarUrl { get; init; }

    /// <summary>Whether the user is an administrator of the account.</summary>
    [JsonPropertyName("administrator")]
    public bool? IsAdministrator { get; init; }

    /// <summary>Whether the user owns the account.</summary>
    [JsonPropertyName("account_owner")]
    public bool? IsAccountOwner { get; init; }

    /// <summary>When the user was created.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the user was last changed.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Nothing that tells who it is.</summary>
    public override string ToString() => $"{nameof(TdUser)} {{ IsAdministrator = {IsAdministrator} }}";
}
