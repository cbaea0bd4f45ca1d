namespace BrevoTd.Connector.Brevo;

/// <summary>An attachment of an inbound e-mail. Its content is fetched with <see cref="DownloadToken"/> (<c>GET /inbound/attachments/{downloadToken}</c>).</summary>
public sealed record WebhookMailAttachment
{
    /// <summary>Name of the file.</summary>
    public string? Name { get; init; }

    /// <summary>Media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Size in bytes.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Id by which the HTML body refers to it.</summary>
    public string? ContentId { get; init; }

    /// <summary>What downloading takes; a secret.</summary>
    public string? DownloadToken { get; init; }

    /// <summary>The size only.</summary>
    public override string ToString() => $"{nameof(WebhookMailAttachment)} of {ContentLength} bytes";
}
