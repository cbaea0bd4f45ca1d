using System.Globalization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Transactional SMS: sending, templates, what became of messages. Reached through <see cref="BrevoClient.TransactionalSms"/>.</summary>
public class BrevoTransactionalSmsClient
{
    private const int MaxEventPageSize = 100;
    private const int MaxDays = 90;

    // Brevo documents no maximum of its own for templates; this is the smallest of its listings of templates.
    private const int MaxTemplatePageSize = 50;
    private const string HowToLookForMessage =
        "list the events of the number before sending it again, because Brevo has no key that keeps an SMS from going out twice";

    private static readonly ServiceOperation s_send = new(
        "transactional_sms.send",
        HttpMethod.Post,
        "transactionalSMS/send",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = HowToLookForMessage,
    };

    private static readonly ServiceOperation s_sendWithReceipt = new(
        "transactional_sms.send_with_receipt",
        HttpMethod.Post,
        "transactionalSMS/sms",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = HowToLookForMessage,
    };

    private static readonly ServiceOperation s_listEvents = new(
        "transactional_sms.list_events",
        HttpMethod.Get,
        "transactionalSMS/statistics/events",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getReport = new(
        "transactional_sms.get_report",
        HttpMethod.Get,
        "transactionalSMS/statistics/aggregatedReport",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listDailyReports = new(
        "transactional_sms.list_daily_reports",
        HttpMethod.Get,
        "transactionalSMS/statistics/reports",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listTemplates = new(
        "transactional_sms.list_templates",
        HttpMethod.Get,
        "transactionalSMS/templates",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoTransactionalSmsClient() => _transport = null!;

    internal BrevoTransactionalSmsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>
    /// Sends an SMS (<c>POST /transactionalSMS/send</c>). Never repeated when its answer is lost, because Brevo has no key to recognise a repeat by.
    /// </summary>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Brevo would refuse the message, or silently leave something of it out; the exception says what to change.</exception>
    /// <exception cref="ServiceException">Brevo refuses the message, with status 402 because credits are missing.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<SendSmsResult> SendAsync(SendSmsRequest request, CancellationToken cancellationToken = default)
    {
        SmsCheck.Check(request, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_send, "transactionalSMS/send")
            {
                Content = ServiceContent.Json(request, TransactionalSmsJsonContext.Default.SendSmsRequest),
            },
            TransactionalSmsJsonContext.Default.SendSmsResult,
            cancellationToken
        );
    }

    /// <summary>Sends an SMS whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task SendAsync(HttpContent body, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(s_send, "transactionalSMS/send") { Content = body, MaxQuotaWait = Timeout.InfiniteTimeSpan },
            cancellationToken
        );

    /// <summary>
    /// Sends an SMS by the older endpoint, which also says what it cost (<c>POST /transactionalSMS/sms</c>); Brevo has declared it deprecated. Never repeated
    /// when its answer is lost.
    /// </summary>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Brevo would refuse the message, or silently leave something of it out; the exception says what to change.</exception>
    /// <exception cref="ServiceException">Brevo refuses the message, with status 402 because credits are missing.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<SmsReceipt> SendWithReceiptAsync(SendSmsRequest request, CancellationToken cancellationToken = default)
    {
        SmsCheck.Check(request, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_sendWithReceipt, "transactionalSMS/sms")
            {
                Content = ServiceContent.Json(request, TransactionalSmsJsonContext.Default.SendSmsRequest),
            },
            TransactionalSmsJsonContext.Default.SmsReceipt,
            cancellationToken
        );
    }

    /// <summary>
    /// Lists the log of what happened to transactional SMS (<c>GET /transactionalSMS/statistics/events</c>), 100 per request. More than 90 days between two
    /// dates are asked for in parts.
    /// </summary>
    /// <remarks>Events have no id. What comes a second time at the border of two pages or parts (the same message, number, kind, time and answer) is left out.</remarks>
    /// <param name="query">Filters, days and order; <see langword="null"/> lists what Brevo lists without a period, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The period goes more than 90 days back from today; name its dates instead.</exception>
    public virtual AsyncPageable<SmsEvent> ListEventsAsync(SmsEventQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new SmsEventQuery();
        return new ReportListing<SmsEventsAnswer, SmsEvent>(
            _transport,
            s_listEvents,
            () =>
                new QueryString("transactionalSMS/statistics/events")
                    .Add("phoneNumber", query.PhoneNumber)
                    .Add("event", query.Event?.Value)
                    .AddJsonArray("tags", query.Tags),
            TransactionalSmsJsonContext.Default.SmsEventsAnswer,
            answer => new OffsetPageable<SmsEvent>.Slice(answer.Events, null)
        )
        {
            MaxPageSize = MaxEventPageSize,
            MaxDays = MaxDays,
            Order = query.Order,
        }.Over(query.Period, e => e.Key, e => e.Date, nameof(query), cancellationToken);
    }

    /// <summary>
    /// Gets what happened to transactional SMS, added up (<c>GET /transactionalSMS/statistics/aggregatedReport</c>). Without a period it covers everything that
    /// Brevo has.
    /// </summary>
    /// <param name="period">The days.</param>
    /// <param name="tag">Only messages with this tag.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<SmsReport> GetReportAsync(
        ReportPeriod period = default,
        string? tag = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = new QueryString("transactionalSMS/statistics/aggregatedReport")
            .AddAtOnce(period, int.MaxValue, nameof(period))
            .Add("tag", tag);
        return _transport.SendAsync(
            new ServiceRequest(s_getReport, path.ToString()),
            TransactionalSmsJsonContext.Default.SmsReport,
            cancellationToken
        );
    }

    /// <summary>
    /// Lists what happened to transactional SMS day by day (<c>GET /transactionalSMS/statistics/reports</c>); Brevo answers all the days at once.
    /// </summary>
    /// <param name="period">The days.</param>
    /// <param name="tag">Only messages with this tag.</param>
    /// <param name="order">Order by day. Default: earliest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<SmsDailyReport>> ListDailyReportsAsync(
        ReportPeriod period = default,
        string? tag = null,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    )
    {
        var path = new QueryString("transactionalSMS/statistics/reports")
            .AddAtOnce(period, int.MaxValue, nameof(period))
            .Add("tag", tag)
            .Add("sort", order.ToWire());
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_listDailyReports, path.ToString()),
                TransactionalSmsJsonContext.Default.SmsReportsAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Reports ?? [];
    }

    /// <summary>Lists templates (<c>GET /transactionalSMS/templates</c>), 50 per request; Brevo documents no maximum.</summary>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<SmsTemplate> ListTemplatesAsync(
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_listTemplates,
            () => new QueryString("transactionalSMS/templates"),
            MaxTemplatePageSize,
            order,
            TransactionalSmsJsonContext.Default.SmsTemplatesAnswer,
            answer => new OffsetPageable<SmsTemplate>.Slice(answer.Templates, answer.Count),
            template => template.Id?.ToString(CultureInfo.InvariantCulture),
            cancellationToken
        );
}
