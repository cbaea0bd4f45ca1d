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
    /// <param name="options">What all messages have in common, and how the writer works.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or Brevo would refuse what the messages have in common; the exception says what to change.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(
        this BrevoTransactionalEmailsClient emails,
        MessageMap<T> map,
        MessageWriterOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(emails);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        _ = Refusals.RequireService(emails.Transport);
        var sink = new MessageSink(emails, options);
        if (options.TemplateId is not null && map.Definition.Rules.Exists(static rule => rule.Target is "htmlContent" or "textContent"))
        {
            throw new ArgumentException(
                $"Brevo ignores the body of a message beside a {nameof(MessageWriterOptions.TemplateId)}. Take HtmlContent and TextContent out of the map, or leave the template out.",
                nameof(options)
            );
        }

        if (
            options.TemplateId is null
            && (IsMissing(map, "htmlContent", options.HtmlContent) || IsMissing(map, "textContent", options.TextContent))
        )
        {
            throw new ArgumentException(
                "The map writes a kind of body that the options do not have, and Brevo takes that of a version only beside one of the request. Set HtmlContent or TextContent to what messages without their own have.",
                nameof(options)
            );
        }

        return new BatchWriter<T>(map.CreateEncoder(), sink, options);
    }

    private static bool IsMissing<T>(MessageMap<T> map, string target, string? shared) =>
        string.IsNullOrEmpty(shared) && map.Definition.Rules.Exists(rule => rule.Target == target);
}
