using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoTransactionalEmailsClient
{
    private const int MaxEventPageSize = 5_000;
    private const int MaxEventDays = 90;
    private const int MaxReportPageSize = 30;
    private const int MaxReportDays = 30;

    private static readonly ServiceOperation s_listEvents = new(
        "transactional_emails.list_events",
        HttpMethod.Get,
        "smtp/statistics/events",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getReport = new(
        "transactional_emails.get_report",
        HttpMethod.Get,
        "smtp/statistics/aggregatedReport",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listDailyReports = new(
        "transactional_emails.list_daily_reports",
        HttpMethod.Get,
        "smtp/statistics/reports",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Lists the log of what happened to transactional e-mails (<c>GET /smtp/statistics/events</c>), 5,000 per request. Without a period Brevo goes 30 days
    /// back. Any number of days between two dates is listed: Brevo takes 90 at once, so more are asked for in parts.
    /// </summary>
    /// <remarks>
    /// Events have no id. What comes a second time at the border of two pages or parts (the same message, recipient, kind, time and link) is left out. A log
    /// that is deleted during the listing may hide others; list such days once more. <see cref="Page{T}.ContinuationToken"/> resumes the listing with the same
    /// days and order.
    /// </remarks>
    /// <param name="query">Filters, days and order; <see langword="null"/> lists the last 30 days, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The period goes more than 90 days back from today; name its dates instead.</exception>
    public virtual AsyncPageable<TransactionalEmailEvent> ListEventsAsync(
        TransactionalEmailEventQuery? query = null,
        CancellationToken cancellationToken = default
    )
    {
        query ??= new TransactionalEmailEventQuery();
        if (!string.IsNullOrWhiteSpace(query.MessageId))
        {
            TransactionalEmailCheck.CheckMessageId(query.MessageId, nameof(query));
        }

        return new ReportListing<TransactionalEmailEventsAnswer, TransactionalEmailEvent>(
            _transport,
            s_listEvents,
            () =>
                new QueryString("smtp/statistics/events")
                    .Add("email", query.Email)
                    .Add("event", query.Event?.Value)
                    .AddJsonArray("tags", query.Tags)
                    .Add("messageId", query.MessageId)
                    .Add("templateId", query.TemplateId?.Value),
            TransactionalEmailsJsonContext.Default.TransactionalEmailEventsAnswer,
            answer => new OffsetPageable<TransactionalEmailEvent>.Slice(answer.Events, null)
        )
        {
            MaxPageSize = MaxEventPageSize,
            MaxDays = MaxEventDays,
            Order = query.Order,
        }.Over(query.Period, e => e.Key, e => e.Date, nameof(query), cancellationToken);
    }

    /// <summary>
    /// Gets what happened to transactional e-mails, added up (<c>GET /smtp/statistics/aggregatedReport</c>). At most 90 days, which is also what Brevo takes
    /// without a period.
    /// </summary>
    /// <param name="period">The days.</param>
    /// <param name="tag">Only messages with this tag.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The period has more than 90 days.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<TransactionalEmailReport> GetReportAsync(
        ReportPeriod period = default,
        string? tag = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = new QueryString("smtp/statistics/aggregatedReport").AddAtOnce(period, MaxEventDays, nameof(period)).Add("tag", tag);
        return _transport.SendAsync(
            new ServiceRequest(s_getReport, path.ToString()),
            TransactionalEmailsJsonContext.Default.TransactionalEmailReport,
            cancellationToken
        );
    }

    /// <summary>
    /// Lists what happened to transactional e-mails day by day (<c>GET /smtp/statistics/reports</c>), 30 per request. Without a period Brevo goes 10 days
    /// back; more than 30 days between two dates are asked for in parts.
    /// </summary>
    /// <param name="period">The days.</param>
    /// <param name="tag">Only messages with this tag.</param>
    /// <param name="order">Order by day. Default: earliest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The period goes more than 30 days back from today; name its dates instead.</exception>
    public virtual AsyncPageable<TransactionalEmailDailyReport> ListDailyReportsAsync(
        ReportPeriod period = default,
        string? tag = null,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        new ReportListing<TransactionalEmailReportsAnswer, TransactionalEmailDailyReport>(
            _transport,
            s_listDailyReports,
            () => new QueryString("smtp/statistics/reports").Add("tag", tag),
            TransactionalEmailsJsonContext.Default.TransactionalEmailReportsAnswer,
            answer => new OffsetPageable<TransactionalEmailDailyReport>.Slice(answer.Reports, null)
        )
        {
            MaxPageSize = MaxReportPageSize,
            MaxDays = MaxReportDays,
            Order = order,
        }.Over(period, report => report.Date.GetValueOrDefault(), report => report.Date, nameof(period), cancellationToken);
}
