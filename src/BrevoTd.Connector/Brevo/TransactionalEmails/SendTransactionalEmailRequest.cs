using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// A transactional e-mail: either to <see cref="To"/>, or in several <see cref="MessageVersions"/>; either with a body of its own, or from a template. What
/// Brevo would refuse or silently leave out is refused before anything is sent.
/// </summary>
public sealed record SendTransactionalEmailRequest
{
    /// <summary>Twenty megabytes.</summary>
    public const long DefaultMaxAttachmentBytes = 20_000_000;

    /// <summary>Who the message comes from. Needed without a <see cref="TemplateId"/>; beside one it takes the place of the template's sender.</summary>
    public MessageSender? Sender { get; init; }

    /// <summary>Who receives the message, at most 2,000 with copies. Leave it out when there are <see cref="MessageVersions"/>: Brevo would ignore it.</summary>
    public IReadOnlyList<MessageRecipient>? To { get; init; }

    /// <summary>Who receives a copy.</summary>
    public IReadOnlyList<MessageRecipient>? Cc { get; init; }

    /// <summary>Who receives a copy that the others do not see.</summary>
    public IReadOnlyList<MessageRecipient>? Bcc { get; init; }

    /// <summary>Where answers go.</summary>
    public MessageReplyTo? ReplyTo { get; init; }

    /// <summary>Subject. Needed without a <see cref="TemplateId"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>Body as HTML. Without a <see cref="TemplateId"/> there must be this, <see cref="TextContent"/>, or both.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>Body as plain text.</summary>
    public string? TextContent { get; init; }

    /// <summary>The template. Brevo then ignores a body in the request, which is therefore refused.</summary>
    public EmailTemplateId? TemplateId { get; init; }

    /// <summary>
    /// Values for the template, which reads them as <c>{{params.name}}</c>; open to any depth, because it is yours. At most 100 KB as JSON. Only templates in
    /// the new template language look at it.
    /// </summary>
    public JsonObject? Params { get; init; }

    /// <summary>Up to 1,000 versions with recipients of their own; at most 99 recipients in a version and 2,000 in all. One invalid version fails the whole call.</summary>
    public IReadOnlyList<MessageVersion>? MessageVersions { get; init; }

    /// <summary>Files that go with the message. With a template in the old template language Brevo ignores them.</summary>
    [JsonPropertyName("attachment")]
    public IReadOnlyList<MessageAttachment>? Attachments { get; init; }

    /// <summary>
    /// Headers of your own, such as <c>X-Mailin-custom</c>, and <c>sender.ip</c> for accounts with a dedicated IP. Names are turned into Title-Case by Brevo;
    /// headers that every e-mail has are not taken. <see cref="IdempotencyKey"/> and <see cref="Sandbox"/> have members of their own.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Tags, by which reports and event logs can be filtered.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>When to send. Brevo may be up to five minutes late. <see langword="null"/> sends now.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>
    /// A UUID of version 4 that several scheduled messages share, to look at them and to cancel them together. When it is left out of a scheduled message, one
    /// is made up and comes back in <see cref="SendTransactionalEmailResult.BatchId"/>.
    /// </summary>
    public Guid? BatchId { get; init; }

    /// <summary>
    /// A key by which Brevo recognises a repeat for 30 minutes and does not send again (<c>headers.idempotencyKey</c>). With it, a send whose answer is lost is
    /// repeated, so give one to whatever must arrive: <c>IdempotencyKey = Guid.NewGuid()</c>. Without it, such a send is never repeated.
    /// </summary>
    [JsonIgnore]
    public Guid? IdempotencyKey { get; init; }

    /// <summary>Whether Brevo only checks the request and sends nothing (<c>X-Sib-Sandbox: drop</c>). Default: <see langword="false"/>.</summary>
    [JsonIgnore]
    public bool Sandbox { get; init; }

    /// <summary>
    /// How many bytes the attachments that are sent along may have together. The figure of Brevo's that the default follows, 20 MB, is not confirmed: raise it
    /// when your account takes more.
    /// </summary>
    [JsonIgnore]
    public long MaxAttachmentBytes { get; init; } = DefaultMaxAttachmentBytes;

    [JsonInclude]
    [JsonPropertyName("headers")]
    internal IReadOnlyDictionary<string, string>? WireHeaders
    {
        get
        {
            if (IdempotencyKey is null && !Sandbox)
            {
                return Headers is { Count: > 0 } ? Headers : null;
            }

            var headers = new Dictionary<string, string>(Headers ?? new Dictionary<string, string>(), StringComparer.Ordinal);
            if (IdempotencyKey is { } key)
            {
                headers[TransactionalEmailCheck.KeyHeader] = key.ToString();
            }

            if (Sandbox)
            {
                headers[TransactionalEmailCheck.SandboxHeader] = "drop";
            }

            return headers;
        }
        init => Headers = value;
    }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(SendTransactionalEmailRequest);
}
