using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for transactional e-mails.</summary>
public static class BrevoTransactionalEmailsClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to versions of one message and sends them through <c>POST /smtp/email</c>: up to 1,000 versions, 2,000 recipients and 1,000 KB of params in a request.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Every batch has an idempotency key, made once and kept over all repeats, so that a message goes out once although an answer was lost. A message is delivered when Brevo has taken it in; what
    /// becomes of it is told by events.
    /// </para>
    /// <para>
    /// One invalid version makes Brevo refuse its whole batch, which is then halved until that version stands alone. If Brevo answers with fewer ids than there were versions, the batch is unverified
    /// (<c>fewer_counted</c>).
    /// </para>
    /// </remarks>
    /// <param name="emails">The client's transactional e-mails (<see cref="BrevoClient.TransactionalEmails"/>).</param>
    /// <param name="map">Says how records become versions of the message.</param>
    /// <param name="request">
    /// What all messages have in common: sender or template, subject, body, attachments, headers, tags, schedule. Recipients, versions and the idempotency key are left out; they come from the map and the
    /// writer. Attachments are part of every request: with large ones, raise <see cref="BatchWriterOptions.MaxBatchBytes"/>, or let Brevo fetch them.
    /// </param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or Brevo would refuse what the messages have in common; the exception says what to change.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(
        this BrevoTransactionalEmailsClient emails,
        MessageMap<T> map,
        SendTransactionalEmailRequest request,
        MessageWriterOptions? options = null
    ) => CreateParts(emails, map, request, options ?? new MessageWriterOptions()).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(
        BrevoTransactionalEmailsClient emails,
        MessageMap<T> map,
        SendTransactionalEmailRequest request,
        MessageWriterOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(emails);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(request);
        _ = Refusals.RequireService(emails.Transport);
        request = Envelope(map, request);
        var check = options.CheckBeforeSending ? new MapCheck<T>((schema, _) => map.Check(schema), transport: null) : null;
        return new WriterParts<T>(map.CreateEncoder(), new MessageSink(emails, request, options), options, check);
    }

    /// <summary>The request without what would be sent to nobody, once it is certain that Brevo takes it around the map's versions.</summary>
    private static SendTransactionalEmailRequest Envelope<T>(MessageMap<T> map, SendTransactionalEmailRequest request)
    {
        if (
            request.To is { Count: > 0 }
            || request.Cc is { Count: > 0 }
            || request.Bcc is { Count: > 0 }
            || request.MessageVersions is { Count: > 0 }
            || request.IdempotencyKey is not null
        )
        {
            throw new ArgumentException(
                "The request has To, Cc, Bcc, MessageVersions or an IdempotencyKey. Leave them out: recipients come from the map, and the writer gives every batch a key of its own.",
                nameof(request)
            );
        }

        request = request with
        {
            To = null,
            Cc = null,
            Bcc = null,
            MessageVersions = null,
            Attachments = request.Attachments is { Count: > 0 } ? request.Attachments : null,
            Tags = request.Tags is { Count: > 0 } ? request.Tags : null,
        };

        // To somebody, so that only what all messages have in common is looked at.
        TransactionalEmailCheck.Check(
            request with
            {
                MessageVersions = [new MessageVersion { To = ["somebody@example.com"] }],
            },
            nameof(request)
        );
        var writesHtml = map.Definition.Rules.Exists(static rule => rule.Target == "htmlContent");
        var writesText = map.Definition.Rules.Exists(static rule => rule.Target == "textContent");
        if (request.TemplateId is not null && (writesHtml || writesText))
        {
            throw new ArgumentException(
                "Brevo ignores the body of a message beside a TemplateId. Take HtmlContent and TextContent out of the map, or leave the template out.",
                nameof(request)
            );
        }

        if ((writesHtml && string.IsNullOrEmpty(request.HtmlContent)) || (writesText && string.IsNullOrEmpty(request.TextContent)))
        {
            throw new ArgumentException(
                "The map writes a kind of body that the request does not have, and Brevo takes that of a version only beside one of the request. Set its HtmlContent or TextContent to what messages without their own have.",
                nameof(request)
            );
        }

        return request;
    }
}
