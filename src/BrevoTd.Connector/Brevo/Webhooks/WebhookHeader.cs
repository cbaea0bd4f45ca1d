namespace BrevoTd.Connector.Brevo;

/// <summary>A header that Brevo sends with every call of a webhook.</summary>
public sealed record WebhookHeader
{
    /// <summary>Name.</summary>
    public string? Key { get; init; }

    /// <summary>Value; treat it as a secret if the receiver checks it.</summary>
    public string? Value { get; init; }

    /// <summary>A header of that name and value.</summary>
    /// <param name="key">Name.</param>
    /// <param name="value">Value.</param>
    public static WebhookHeader Of(string key, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(value);
        return new WebhookHeader { Key = key, Value = value };
    }

    /// <summary>The type's name only; the value may be a secret.</summary>
    public override string ToString() => $"{nameof(WebhookHeader)}: ***";
}
