using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// One of up to 1,000 versions of a transactional e-mail in one request (<c>messageVersions</c>), with recipients and values of its own. What it leaves out
/// is taken from the request.
/// </summary>
public sealed record MessageVersion
{
    /// <summary>Who receives this version; at least one. Together with <see cref="Cc"/> and <see cref="Bcc"/> at most 99.</summary>
    public required IReadOnlyList<MessageRecipient> To { get; init; }

    /// <summary>Who receives a copy.</summary>
    public IReadOnlyList<MessageRecipient>? Cc { get; init; }

    /// <summary>Who receives a copy that the others do not see.</summary>
    public IReadOnlyList<MessageRecipient>? Bcc { get; init; }

    /// <summary>Where answers go.</summary>
    public MessageReplyTo? ReplyTo { get; init; }

    /// <summary>Subject, in place of the request's.</summary>
    public string? Subject { get; init; }

    /// <summary>Body as HTML, in place of the request's. Brevo takes it only when the request has a body itself and no template.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>Body as plain text, in place of the request's. Brevo takes it only when the request has a body itself and no template.</summary>
    public string? TextContent { get; init; }

    /// <summary>
    /// Values for the template, which reads them as <c>{{params.name}}</c>; open to any depth, because it is yours. At most 100 KB as JSON, and 1,000 KB over
    /// all versions. Only templates in the new template language look at it.
    /// </summary>
    public JsonObject? Params { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(MessageVersion);
}
