namespace BrevoTd.Connector.Brevo;

/// <summary>A template, filled in (<c>POST /smtp/template/preview</c>).</summary>
public sealed record EmailTemplatePreview
{
    /// <summary>Body as HTML; may hold a contact's data.</summary>
    public string? Html { get; init; }

    /// <summary>Subject; may hold a contact's data.</summary>
    public string? Subject { get; init; }

    /// <summary>Text that mail programs show beside the subject.</summary>
    public string? PreviewText { get; init; }

    /// <summary>Address of the sender.</summary>
    public string? FromEmail { get; init; }

    /// <summary>Name of the sender.</summary>
    public string? FromName { get; init; }

    /// <summary>External feeds that the template uses.</summary>
    public IReadOnlyList<string>? UsedFeedNames { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(EmailTemplatePreview);
}
