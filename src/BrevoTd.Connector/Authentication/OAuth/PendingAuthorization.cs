using System.Text.Json;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// An authorisation that a person has been sent to agree to. Keep it where only that person's browser session finds it again (a server-side session, an encrypted cookie) until the
/// callback comes, and use it once.
/// </summary>
public sealed record PendingAuthorization
{
    /// <summary>Where to send the person's browser.</summary>
    public required Uri Address { get; init; }

    /// <summary>A random value that the callback must bring back.</summary>
    public required string State { get; init; }

    /// <summary>The PKCE code verifier: the secret that proves that the exchange comes from who began.</summary>
    public required string CodeVerifier { get; init; }

    /// <summary>The redirect URI of the application, exactly as it was sent.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The key under which the tokens will be saved.</summary>
    public required string TokenKey { get; init; }

    /// <summary>It as JSON in UTF-8, to keep it. It holds the secrets in clear.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TokenJsonContext.Default.PendingAuthorization);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <exception cref="FormatException">The text is cut, damaged or something else. It is not shown.</exception>
    public static PendingAuthorization FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var pending = JsonSerializer.Deserialize(json, TokenJsonContext.Default.PendingAuthorization);
            if (
                pending is { Address: not null, State.Length: > 0, CodeVerifier.Length: > 0, RedirectUri.Length: > 0, TokenKey.Length: > 0 }
            )
            {
                return pending;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's own text may quote the verifier.
        }

        throw new FormatException(
            "It is not a pending authorisation as PendingAuthorization.ToJson writes it: cut, damaged or something else."
        );
    }

    /// <summary>Nothing of its content: all of it is secret until the callback has come.</summary>
    public override string ToString() => "PendingAuthorization { *** }";
}
