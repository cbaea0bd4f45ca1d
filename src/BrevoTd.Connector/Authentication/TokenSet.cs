using System.Text.Json;

namespace BrevoTd.Connector.Authentication;

/// <summary>An access token with what is needed to renew it; what an <see cref="ITokenStore"/> holds.</summary>
public sealed record TokenSet
{
    /// <summary>The access token.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The refresh token; <see langword="null"/> for grants that have none.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the access token was asked for, by the clock of the machine that did. A moment with its offset.</summary>
    public DateTimeOffset ObtainedAt { get; init; }

    /// <summary>When the access token expires, by the same clock.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The scopes the service granted, separated by blanks, if it named them.</summary>
    public string? Scope { get; init; }

    /// <summary>
    /// A fingerprint of the configuration that the tokens were issued for: after a change of application, grant or initial refresh token they are not used any more.
    /// <see langword="null"/> means: for any. It contains no secret.
    /// </summary>
    public string? IssuedFor { get; init; }

    /// <summary>The tokens as JSON in UTF-8, for a store of your own. It holds the secrets in clear.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TokenJsonContext.Default.TokenSet);

    /// <summary>Reads what <see cref="ToJson"/> wrote; members that are not known are not looked at.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <exception cref="FormatException">The text is cut, damaged or something else. It is not shown.</exception>
    public static TokenSet FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var tokens = JsonSerializer.Deserialize(json, TokenJsonContext.Default.TokenSet);
            if (tokens is { AccessToken.Length: > 0 })
            {
                return tokens;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's own text may quote a token.
        }

        throw new FormatException("It is not a set of tokens as TokenSet.ToJson writes it: cut, damaged, encrypted or something else.");
    }

    /// <summary>When it expires, and no token.</summary>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"TokenSet {{ AccessToken = ***, RefreshToken = {(RefreshToken is null ? "none" : "***")}, ExpiresAt = {ExpiresAt:O} }}"
        );

    internal bool HasSameTokens(TokenSet? other) =>
        other is not null
        && string.Equals(AccessToken, other.AccessToken, StringComparison.Ordinal)
        && string.Equals(RefreshToken, other.RefreshToken, StringComparison.Ordinal);
}
