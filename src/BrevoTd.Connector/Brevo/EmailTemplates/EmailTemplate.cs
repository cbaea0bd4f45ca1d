using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A template of transactional e-mails (<c>GET /smtp/templates</c>).</summary>
public sealed record EmailTemplate
{
    /// <summary>Id.</summary>
    public EmailTemplateId? Id { get; init; }

    /// <summary>Id of your own choice, if it has one.</summary>
    public string? CustomTemplateId { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Subject of the messages.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether messages can be sent from it.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Whether a test was sent.</summary>
    public bool? TestSent { get; init; }

    /// <summary>Who the messages come from.</summary>
    public EmailTemplateSender? Sender { get; init; }

    /// <summary>Where answers go.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>How the recipient is named in the field To.</summary>
    public string? ToField { get; init; }

    /// <summary>Tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Body as HTML.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether it can ask for a double opt-in; only in an answer about a single template.</summary>
    public bool? DoiTemplate { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(EmailTemplate)} {Id}";
}

/// <summary>Who the messages of a template come from.</summary>
public sealed record EmailTemplateSender
{
    /// <summary>Address.</summary>
    public string? Email { get; init; }

    /// <summary>Name that recipients see.</summary>
    public string? Name { get; init; }

    /// <summary>Id of the sender, which Brevo answers as a text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => nameof(EmailTemplateSender);
}
