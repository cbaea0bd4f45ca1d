using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that sends transactional e-mails: what all messages of the writer have in common, and how it works.</summary>
public class MessageWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options; two messages to one recipient are both sent, in two requests.</summary>
    public MessageWriterOptions() => DuplicateKeys = DuplicateKeyPolicy.NextBatch;

    /// <summary>Who the messages come from. Needed without a <see cref="TemplateId"/>; beside one it takes the place of the template's sender.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public MessageSender? Sender { get; set; }

    /// <summary>Where answers go, unless the map says otherwise.</summary>
    /// <value>Default: <see langword="null"/>: to the sender.</value>
    public MessageReplyTo? ReplyTo { get; set; }

    /// <summary>The template.</summary>
    /// <value>Default: <see langword="null"/>: the messages have <see cref="Subject"/> and body.</value>
    public EmailTemplateId? TemplateId { get; set; }

    /// <summary>Subject, unless the map says otherwise. Needed without a <see cref="TemplateId"/>, also when every message has its own.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Subject { get; set; }

    /// <summary>Body as HTML, unless the map says otherwise. Without a <see cref="TemplateId"/> there must be this or <see cref="TextContent"/>, also when every message has its own.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? HtmlContent { get; set; }

    /// <summary>Body as plain text, unless the map says otherwise.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? TextContent { get; set; }

    /// <summary>Values that a message without params of its own has. At most 100 KB as JSON.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public JsonObject? Params { get; set; }

    /// <summary>Files that go with every message. They are part of every request: with large ones, raise <see cref="BatchWriterOptions.MaxBatchBytes"/>, or let Brevo fetch them.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<MessageAttachment> Attachments { get; set; } = [];

    /// <summary>Headers of your own, such as <c>X-Mailin-custom</c>.</summary>
    /// <value>Default: <see langword="null"/>: none.</value>
    public IReadOnlyDictionary<string, string>? Headers { get; set; }

    /// <summary>Tags, by which reports and event logs can be filtered.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>When to send. Brevo may be up to five minutes late.</summary>
    /// <value>Default: <see langword="null"/>: now.</value>
    public DateTimeOffset? ScheduledAt { get; set; }

    /// <summary>A UUID of version 4 that the scheduled messages share, to look at them and to cancel them together.</summary>
    /// <value>Default: <see langword="null"/>: Brevo gives every request one of its own.</value>
    public Guid? BatchId { get; set; }

    /// <summary>Whether Brevo only checks the requests and sends nothing (<c>X-Sib-Sandbox: drop</c>).</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Sandbox { get; set; }

    /// <summary>The request without its versions.</summary>
    internal SendTransactionalEmailRequest ToRequest() =>
        new()
        {
            Sender = Sender,
            ReplyTo = ReplyTo,
            TemplateId = TemplateId,
            Subject = Subject,
            HtmlContent = HtmlContent,
            TextContent = TextContent,
            Params = Params,
            Attachments = Attachments is { Count: > 0 } ? Attachments : null,
            Headers = Headers,
            Tags = Tags is { Count: > 0 } ? Tags : null,
            ScheduledAt = ScheduledAt,
            BatchId = BatchId,
            Sandbox = Sandbox,
        };

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        TransactionalEmailCheck.Check(
            ToRequest() with
            {
                // Somebody, so that only what all messages have in common is looked at.
                MessageVersions = [new MessageVersion { To = ["somebody@example.com"] }],
            },
            nameof(MessageWriterOptions)
        );
    }
}
