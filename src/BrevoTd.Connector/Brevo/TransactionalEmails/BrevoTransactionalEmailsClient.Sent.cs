using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoTransactionalEmailsClient
{
    private const int MaxSentPageSize = 1_000;

    // The shortest month, so that no part is longer than the month it begins in.
    private const int MaxSentDays = 28;

    private static readonly ServiceOperation s_list = new(
        "transactional_emails.list",
        HttpMethod.Get,
        "smtp/emails",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getContent = new(
        "transactional_emails.get_content",
        HttpMethod.Get,
        "smtp/emails/{uuid}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deleteLog = new(
        "transactional_emails.delete_log",
        HttpMethod.Delete,
        "smtp/log/{identifier}",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Lists what was sent to a recipient, from a template, or as one message (<c>GET /smtp/emails</c>), 1,000 per request. Without dates Brevo goes 30 days
    /// back; a longer time is asked for in parts of 28 days. The endpoint allows two requests per second.
    /// </summary>
    /// <param name="query">Which messages.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query names neither a recipient nor a message nor a template, or only one of the dates.</exception>
    public virtual AsyncPageable<SentEmail> ListAsync(SentEmailQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (string.IsNullOrWhiteSpace(query.Email) && string.IsNullOrWhiteSpace(query.MessageId) && query.TemplateId is null)
        {
            throw new ArgumentException(
                "Brevo lists by recipient, message or template. Set Email, MessageId or TemplateId.",
                nameof(query)
            );
        }

        if (!string.IsNullOrWhiteSpace(query.MessageId))
        {
            TransactionalEmailCheck.CheckMessageId(query.MessageId, nameof(query));
        }

        var period = DatePair.Check(query.StartDate, query.EndDate, nameof(query)) is { } days
            ? ReportPeriod.Between(days.Start, days.End)
            : default;
        return new ReportListing<SentEmailsAnswer, SentEmail>(
            _transport,
            s_list,
            () =>
                new QueryString("smtp/emails")
                    .Add("email", query.Email)
                    .Add("templateId", query.TemplateId?.Value)
                    .Add("messageId", query.MessageId),
            TransactionalEmailsJsonContext.Default.SentEmailsAnswer,
            answer => new OffsetPageable<SentEmail>.Slice(answer.TransactionalEmails, answer.Count)
        )
        {
            MaxPageSize = MaxSentPageSize,
            MaxDays = MaxSentDays,
            Order = query.Order,
            IdOf = email => email.Uuid,
        }.Over(period, email => (email.Uuid, email.MessageId, email.Email), email => email.Date, nameof(query), cancellationToken);
    }

    /// <summary>Gets what one recipient got, with what happened to it (<c>GET /smtp/emails/{uuid}</c>).</summary>
    /// <param name="uuid">Id of the message to that recipient (<see cref="SentEmail.Uuid"/>).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such message, or Brevo does not keep it any more (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<SentEmailContent> GetContentAsync(string uuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uuid);
        return _transport.SendAsync(
            new ServiceRequest(s_getContent, $"smtp/emails/{Uri.EscapeDataString(uuid)}"),
            TransactionalEmailsJsonContext.Default.SentEmailContent,
            cancellationToken
        );
    }

    /// <summary>
    /// Deletes the log of one message with its stored content, for good (<c>DELETE /smtp/log/{identifier}</c>). A repeat after a lost answer finds nothing any
    /// more and says so (404).
    /// </summary>
    /// <param name="messageId">Id of the message, in angle brackets.</param>
    /// <param name="startDate">Only entries from this day on.</param>
    /// <param name="endDate">Only entries up to this day.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is not that of a message, or the last day is before the first.</exception>
    /// <exception cref="ServiceException">There is no such message (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteLogAsync(
        string messageId,
        DateOnly? startDate = null,
        DateOnly? endDate = null,
        CancellationToken cancellationToken = default
    )
    {
        TransactionalEmailCheck.CheckMessageId(messageId, nameof(messageId));
        return DeleteLogCoreAsync(messageId, startDate, endDate, cancellationToken);
    }

    /// <summary>
    /// Deletes the log of everything that was sent to a recipient, with its stored content, for good (<c>DELETE /smtp/log/{identifier}</c>): what a request
    /// for erasure asks for. A repeat after a lost answer finds nothing any more and may say so (404).
    /// </summary>
    /// <param name="email">Address of the recipient.</param>
    /// <param name="startDate">Only entries from this day on.</param>
    /// <param name="endDate">Only entries up to this day.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no address, or the last day is before the first.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task DeleteLogOfRecipientAsync(
        string email,
        DateOnly? startDate = null,
        DateOnly? endDate = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        return DeleteLogCoreAsync(email, startDate, endDate, cancellationToken);
    }

    private Task DeleteLogCoreAsync(string identifier, DateOnly? startDate, DateOnly? endDate, CancellationToken cancellationToken)
    {
        if (endDate < startDate)
        {
            throw new ArgumentException("The last day is before the first. Exchange them.", nameof(endDate));
        }

        var path = new QueryString($"smtp/log/{Uri.EscapeDataString(identifier)}").Add("from_date", startDate).Add("to_date", endDate);
        return _transport.SendAsync(new ServiceRequest(s_deleteLog, path.ToString()), cancellationToken);
    }
}
