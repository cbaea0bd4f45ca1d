using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoTransactionalEmailsClient
{
    private const int MaxScheduledPageSize = 500;
    private const int MaxScheduledDays = 31;

    private static readonly ServiceOperation s_getScheduled = new(
        "transactional_emails.get_scheduled",
        HttpMethod.Get,
        "smtp/emailStatus/{identifier}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listScheduled = new(
        "transactional_emails.list_scheduled",
        HttpMethod.Get,
        "smtp/emailStatus/{identifier}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deleteScheduled = new(
        "transactional_emails.delete_scheduled",
        HttpMethod.Delete,
        "smtp/email/{identifier}",
        RepeatRule.Idempotent
    );

    /// <summary>Gets what has become of a scheduled e-mail (<c>GET /smtp/emailStatus/{identifier}</c>), up to 30 days back.</summary>
    /// <param name="messageId">Id of the message, in angle brackets.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is not that of a message.</exception>
    /// <exception cref="ServiceException">There is no such scheduled message (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ScheduledEmail> GetScheduledAsync(string messageId, CancellationToken cancellationToken = default)
    {
        TransactionalEmailCheck.CheckMessageId(messageId, nameof(messageId));
        return _transport.SendAsync(
            new ServiceRequest(s_getScheduled, StatusPath(messageId)),
            TransactionalEmailsJsonContext.Default.ScheduledEmail,
            cancellationToken
        );
    }

    /// <summary>Lists the scheduled e-mails of a batch (<c>GET /smtp/emailStatus/{identifier}</c>), 500 per request and up to 30 days back.</summary>
    /// <param name="batchId">Id of the batch.</param>
    /// <param name="query">Filters and order; <see langword="null"/> lists all of them, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The id is not a UUID of version 4, only one of the dates is set, or they are more than a month apart.</exception>
    public virtual AsyncPageable<ScheduledEmail> ListScheduledAsync(
        Guid batchId,
        ScheduledEmailQuery? query = null,
        CancellationToken cancellationToken = default
    )
    {
        TransactionalEmailCheck.CheckBatchId(batchId, nameof(batchId));
        query ??= new ScheduledEmailQuery();
        var days = DatePair.Check(query.StartDate, query.EndDate, nameof(query));
        if (days is { } window && window.End.DayNumber - window.Start.DayNumber >= MaxScheduledDays)
        {
            throw new ArgumentException(
                "Brevo lists at most one month, and at most 30 days back. Move the dates closer together.",
                nameof(query)
            );
        }

        return BrevoListing.Create(
            _transport,
            s_listScheduled,
            () =>
                new QueryString(StatusPath(batchId.ToString()))
                    .Add("startDate", query.StartDate)
                    .Add("endDate", query.EndDate)
                    .Add("status", query.Status?.Value),
            MaxScheduledPageSize,
            query.Order,
            TransactionalEmailsJsonContext.Default.ScheduledEmailsAnswer,
            answer => new OffsetPageable<ScheduledEmail>.Slice(answer.Batches, answer.Count),
            cancellationToken
        );
    }

    /// <summary>
    /// Cancels a scheduled e-mail (<c>DELETE /smtp/email/{identifier}</c>). A repeat after a lost answer finds no such message any more and says so (404).
    /// </summary>
    /// <param name="messageId">Id of the message, in angle brackets.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is not that of a message.</exception>
    /// <exception cref="ServiceException">There is no such scheduled message (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteScheduledAsync(string messageId, CancellationToken cancellationToken = default)
    {
        TransactionalEmailCheck.CheckMessageId(messageId, nameof(messageId));
        return DeleteScheduledCoreAsync(messageId, cancellationToken);
    }

    /// <summary>
    /// Cancels every scheduled e-mail of a batch (<c>DELETE /smtp/email/{identifier}</c>). A repeat after a lost answer finds no such batch any more and says
    /// so (404).
    /// </summary>
    /// <param name="batchId">Id of the batch.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is not a UUID of version 4.</exception>
    /// <exception cref="ServiceException">There is no such batch (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteScheduledBatchAsync(Guid batchId, CancellationToken cancellationToken = default)
    {
        TransactionalEmailCheck.CheckBatchId(batchId, nameof(batchId));
        return DeleteScheduledCoreAsync(batchId.ToString(), cancellationToken);
    }

    private Task DeleteScheduledCoreAsync(string identifier, CancellationToken cancellationToken) =>
        _transport.SendAsync(new ServiceRequest(s_deleteScheduled, $"{SendPath}/{Uri.EscapeDataString(identifier)}"), cancellationToken);

    private static string StatusPath(string identifier) => $"smtp/emailStatus/{Uri.EscapeDataString(identifier)}";
}
