using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>A template to create: with a body, or with the address of one.</summary>
public sealed record CreateEmailTemplateRequest
{
    /// <summary>Name. Two templates may have the same.</summary>
    [JsonPropertyName("templateName")]
    public required string Name { get; init; }

    /// <summary>Who the messages come from: an address or an id of a sender.</summary>
    public required MessageSender Sender { get; init; }

    /// <summary>Subject of the messages.</summary>
    public required string Subject { get; init; }

    /// <summary>Body as HTML, more than 10 characters; <see langword="null"/> when <see cref="HtmlUrl"/> names it.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>Absolute URL of the body; <see langword="null"/> when <see cref="HtmlContent"/> holds it.</summary>
    public Uri? HtmlUrl { get; init; }

    /// <summary>Whether messages can be sent from it. <see langword="null"/> creates it inactive.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Where answers go.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>How the recipient is named in the field To, such as <c>{{contact.FIRSTNAME}}</c>.</summary>
    public string? ToField { get; init; }

    /// <summary>Tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Absolute URL of a file that goes with every message.</summary>
    public Uri? AttachmentUrl { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateEmailTemplateRequest);
}
