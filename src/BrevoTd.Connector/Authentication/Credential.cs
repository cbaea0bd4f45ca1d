namespace BrevoTd.Connector.Authentication;

/// <summary>An API key or an access token. Its text never leaves the library except in the request header it belongs in.</summary>
public readonly struct Credential : IEquatable<Credential>
{
    private readonly string? _secret;

    private Credential(string secret, bool isBearer)
    {
        _secret = secret;
        IsBearer = isBearer;
    }

    /// <summary>Whether there is no credential in it (the value of <see langword="default"/>).</summary>
    public bool IsEmpty => _secret is null;

    internal bool IsBearer { get; }

    internal string Secret => _secret ?? throw new InvalidOperationException("The credential is empty.");

    /// <summary>An API key: sent as <c>api-key</c> to Brevo and as <c>Authorization: TD1 …</c> to Treasure Data.</summary>
    /// <param name="key">The key as the service issued it.</param>
    /// <exception cref="ArgumentException">The key is empty, or has characters that cannot stand in a header, such as a line break at its end.</exception>
    public static Credential ApiKey(string key) => new(Checked(key, nameof(key)), isBearer: false);

    /// <summary>An OAuth access token: sent as <c>Authorization: Bearer …</c>.</summary>
    /// <param name="token">The access token.</param>
    /// <exception cref="ArgumentException">The token is empty, or has characters that cannot stand in a header.</exception>
    public static Credential BearerToken(string token) => new(Checked(token, nameof(token)), isBearer: true);

    /// <inheritdoc/>
    public bool Equals(Credential other) => IsBearer == other.IsBearer && string.Equals(_secret, other._secret, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Credential other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_secret, IsBearer);

    /// <summary><c>***</c>: a credential is never shown.</summary>
    public override string ToString() => IsEmpty ? "(no credential)" : "***";

    /// <summary>Compares kind and text.</summary>
    public static bool operator ==(Credential left, Credential right) => left.Equals(right);

    /// <summary>Compares kind and text.</summary>
    public static bool operator !=(Credential left, Credential right) => !left.Equals(right);

    /// <summary>Whether a text can stand in a header as it is: visible ASCII without blanks.</summary>
    internal static bool IsUsable(string text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or > '~')
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>What is wrong with a text for which <see cref="IsUsable"/> is false; begins in the middle of a sentence and has no full stop.</summary>
    internal const string UnusableText =
        "contains a blank, a line break or a character outside ASCII; set it exactly as the service issued it (a file's last line break is a common cause)";

    private static string Checked(string text, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        return IsUsable(text)
            ? text
            : throw new ArgumentException(
                "It contains a blank, a line break or a character outside ASCII. Pass it exactly as the service issued it.",
                name
            );
    }
}
