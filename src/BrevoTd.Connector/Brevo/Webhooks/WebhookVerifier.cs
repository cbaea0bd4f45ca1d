using System.Security.Cryptography;
using System.Text;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Checks what a webhook was registered to send: a bearer token, user and password, or a header of its own. Brevo signs nothing, so one of these (and TLS) is all that tells its calls from
/// others. Comparing takes the same time whatever is wrong. Thread-safe.
/// </summary>
public sealed class WebhookVerifier
{
    private const string Authorization = "Authorization";

    private readonly byte[][] _expected;
    private readonly string? _scheme;

    private WebhookVerifier(string headerName, string? scheme, IEnumerable<string> expected)
    {
        HeaderName = headerName;
        _scheme = scheme;
        _expected = [.. expected.Select(Hash)];
    }

    /// <summary>Name of the header to give to <see cref="Verify"/>.</summary>
    public string HeaderName { get; }

    /// <summary>For a webhook with <see cref="WebhookAuthentication.Bearer"/>.</summary>
    /// <param name="tokens">The token; several while it is being exchanged.</param>
    /// <exception cref="ArgumentException">There is no token, or one that cannot stand in a header.</exception>
    public static WebhookVerifier BearerToken(params string[] tokens)
    {
        CheckSecrets(tokens, nameof(tokens));
        return Array.TrueForAll(tokens, Credential.IsUsable)
            ? new WebhookVerifier(Authorization, "Bearer", tokens)
            : throw new ArgumentException("A token has a blank, a line break or a character outside ASCII.", nameof(tokens));
    }

    /// <summary>For a webhook whose address carries user and password: <c>https://user:password@host/</c>.</summary>
    /// <param name="userName">User, without a colon.</param>
    /// <param name="password">Password.</param>
    /// <exception cref="ArgumentException">The password is empty, or the user has a colon.</exception>
    public static WebhookVerifier Basic(string userName, string password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentException.ThrowIfNullOrEmpty(password);
        return userName.Contains(':', StringComparison.Ordinal)
            ? throw new ArgumentException("A user name with a colon cannot be told from its password.", nameof(userName))
            : new WebhookVerifier(Authorization, "Basic", [Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"))]);
    }

    /// <summary>For a webhook with a header of its own (<see cref="CreateWebhookRequest.Headers"/>) whose value is a secret.</summary>
    /// <param name="name">Name of the header.</param>
    /// <param name="values">Its value; several while it is being exchanged.</param>
    /// <exception cref="ArgumentException">There is no value, or an empty one.</exception>
    public static WebhookVerifier Header(string name, params string[] values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        CheckSecrets(values, nameof(values));
        return new WebhookVerifier(name, scheme: null, values);
    }

    /// <summary>Whether the header has the expected secret. Answer 401 if not, and read no body.</summary>
    /// <param name="headerValue">Value of the request's header <see cref="HeaderName"/>; <see langword="null"/> if it has none.</param>
    public bool Verify(string? headerValue)
    {
        // A missing header is compared like a wrong one.
        var candidate = Hash(Secret(headerValue) ?? "");
        var isEqual = false;
        foreach (var expected in _expected)
        {
            isEqual |= CryptographicOperations.FixedTimeEquals(expected, candidate);
        }

        return isEqual;
    }

    /// <summary>The header's name; the secret is not kept.</summary>
    public override string ToString() => $"{nameof(WebhookVerifier)} of {HeaderName}: ***";

    private string? Secret(string? headerValue)
    {
        if (headerValue is null || _scheme is null)
        {
            return headerValue;
        }

        var end = headerValue.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 && headerValue.AsSpan(0, end).Equals(_scheme, StringComparison.OrdinalIgnoreCase) ? headerValue[end..].Trim() : null;
    }

    // Hashes are of one length, so that the time of the comparison tells nothing of the secret's.
    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static void CheckSecrets(string[] secrets, string name)
    {
        ArgumentNullException.ThrowIfNull(secrets, name);
        if (secrets.Length == 0 || Array.Exists(secrets, string.IsNullOrEmpty))
        {
            throw new ArgumentException("Give at least one secret, and none that is empty.", name);
        }
    }
}
