namespace BrevoTd.Connector.Brevo;

/// <summary>How Brevo identifies itself at a webhook's address. Check it with <see cref="WebhookVerifier"/>: there is no signature.</summary>
public sealed record WebhookAuthentication
{
    /// <summary>Kind; only <c>bearer</c> is documented.</summary>
    public WebhookAuthenticationType? Type { get; init; }

    /// <summary>The token that you chose.</summary>
    public string? Token { get; init; }

    /// <summary>A token that Brevo sends in the header <c>Authorization: Bearer …</c>.</summary>
    /// <param name="token">Any secret of your own, visible ASCII without blanks.</param>
    /// <exception cref="ArgumentException">The token is empty or cannot stand in a header.</exception>
    public static WebhookAuthentication Bearer(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return Authentication.Credential.IsUsable(token)
            ? new WebhookAuthentication { Type = WebhookAuthenticationType.Bearer, Token = token }
            : throw new ArgumentException(
                "It has a blank, a line break or a character outside ASCII. Choose another token.",
                nameof(token)
            );
    }

    /// <summary>The kind; the token is a secret.</summary>
    public override string ToString() => $"{nameof(WebhookAuthentication)}: {Type}, ***";
}
