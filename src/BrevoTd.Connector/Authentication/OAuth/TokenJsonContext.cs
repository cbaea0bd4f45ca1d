using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Authentication;

/// <summary>What is exchanged with a token endpoint, kept in a token store, or held while a person decides.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower
)]
[JsonSerializable(typeof(PendingAuthorization))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenErrorAnswer))]
[JsonSerializable(typeof(TokenSet))]
internal sealed partial class TokenJsonContext : JsonSerializerContext;

/// <summary>The token endpoint's answer to a request that it grants.</summary>
internal sealed record TokenAnswer
{
    public string? AccessToken { get; init; }

    public string? TokenType { get; init; }

    /// <summary>Seconds; some servers send a fraction or a text.</summary>
    public double? ExpiresIn { get; init; }

    public string? RefreshToken { get; init; }

    public string? Scope { get; init; }

    public override string ToString() => "TokenAnswer { *** }";
}

/// <summary>The token endpoint's answer to a request that it refuses.</summary>
internal sealed record TokenErrorAnswer
{
    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }

    public override string ToString() => "TokenErrorAnswer { *** }";
}
