using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An attachment of a received e-mail.</summary>
public sealed record InboundEmailAttachment
{
    /// <summary>Name of the file; may be personal data.</summary>
    public string? Name { get; init; }

    /// <summary>Media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Content-ID header.</summary>
    public string? ContentId { get; init; }

    /// <summary>Size in bytes.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(InboundEmailAttachment);
}
