using System.Text.Json.Serialization;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What a user gets for e-mail address and password.</summary>
public record TdAuthentication
{
    /// <summary>Name of the user.</summary>
    public string? Name { get; init; }

    /// <summary>The user's API key, for <see cref="TreasureDataClient.WithCredential"/>.</summary>
    public Credential ApiKey { get; init; }

    /// <summary>Neither name nor key.</summary>
    public override string ToString() => $"{nameof(TdAuthentication)} {{ ApiKey = {ApiKey} }}";
}

internal sealed record TdAuthenticationAnswer
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("apikey")]
    public string? ApiKey { get; init; }

    public override string ToString() => nameof(TdAuthenticationAnswer);
}
