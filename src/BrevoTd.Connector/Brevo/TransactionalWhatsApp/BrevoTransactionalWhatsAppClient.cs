using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>WhatsApp messages to single numbers, for accounts with WhatsApp. Reached through <see cref="BrevoClient.TransactionalWhatsApp"/>.</summary>
public class BrevoTransactionalWhatsAppClient
{
    private const int MaxEventPageSize = 10_000;
    private const int MaxDays = 90;

    private static readonly ServiceOperation s_send = new(
        "transactional_whatsapp.send",
        HttpMethod.Post,
        "whatsapp/sendMessage",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook =
            "list the events of the numbers before sending it again, because Brevo has no key that keeps a message from going out twice",
    };

    private static readonly ServiceOperation s_listEvents = new(
        "transactional_whatsapp.list_events",
        HttpMethod.Get,
        "whatsapp/statistics/events",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoTransactionalWhatsAppClient() => _transport = null!;

    internal BrevoTransactionalWhatsAppClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Sends a message from a template or a text (<c>POST /whatsapp/sendMessage</c>). Never repeated when its answer is lost, because Brevo has no key to
    /// recognise a repeat by.
    /// </summary>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Brevo would refuse the message, or silently leave something of it out; the exception says what to change.</exception>
    /// <exception cref="ServiceException">Brevo refuses the message.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<SendWhatsAppMessageResult> SendAsync(
        SendWhatsAppMessageRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Problem(request) is { } problem)
        {
            throw new ArgumentException(problem, nameof(request));
        }

        return _transport.SendAsync(
            new ServiceRequest(s_send, "whatsapp/sendMessage")
            {
                Content = ServiceContent.Json(request, TransactionalWhatsAppJsonContext.Default.SendWhatsAppMessageRequest),
            },
            TransactionalWhatsAppJsonContext.Default.SendWhatsAppMessageResult,
            cancellationToken
        );
    }

    /// <summary>
    /// Lists the log of what happened to WhatsApp messages (<c>GET /whatsapp/statistics/events</c>), 10,000 per request. Without a period Brevo goes 30 days
    /// back. Any number of days between two dates is listed: Brevo takes 90 at once, so more are asked for in parts.
    /// </summary>
    /// <remarks>Events have no id. What comes a second time at the border of two pages or parts (the same message, number, kind, time and answer) is left out.</remarks>
    /// <param name="query">Filters, days and order; <see langword="null"/> lists the last 30 days, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The period goes more than 90 days back from today; name its dates instead.</exception>
    public virtual AsyncPageable<WhatsAppEvent> ListEventsAsync(
        WhatsAppEventQuery? query = null,
        CancellationToken cancellationToken = default
    )
    {
        query ??= new WhatsAppEventQuery();
        return new ReportListing<WhatsAppEventsAnswer, WhatsAppEvent>(
            _transport,
            s_listEvents,
            () => new QueryString("whatsapp/statistics/events").Add("contactNumber", query.ContactNumber).Add("event", query.Event?.Value),
            TransactionalWhatsAppJsonContext.Default.WhatsAppEventsAnswer,
            answer => new OffsetPageable<WhatsAppEvent>.Slice(answer.Events, null)
        )
        {
            MaxPageSize = MaxEventPageSize,
            MaxDays = MaxDays,
            Order = query.Order,
        }.Over(query.Period, e => e.Key, e => e.Date, nameof(query), cancellationToken);
    }

    private static string? Problem(SendWhatsAppMessageRequest request)
    {
        if (!IsNumber(request.SenderNumber))
        {
            return "SenderNumber is not a number with its country code. Write digits only, such as 85264318721.";
        }

        var numbers = request.ContactNumbers ?? [];
        if (numbers.Count == 0)
        {
            return "Nobody receives the message. Fill ContactNumbers.";
        }

        for (var i = 0; i < numbers.Count; i++)
        {
            if (!IsNumber(numbers[i]))
            {
                return $"ContactNumbers[{i}] is not a number with its country code. Write digits only, such as 85264318721.";
            }
        }

        return string.IsNullOrEmpty(request.Text) == request.TemplateId is null
            ? request.TemplateId is null
                ? "The message needs a TemplateId, or a Text within a conversation."
                : "Brevo ignores Text beside a TemplateId. Leave one of them out."
            : request is { Params: not null, TemplateId: null }
                ? "Params fill a template, and the message has none. Write the values into Text."
                : null;
    }

    private static bool IsNumber(string? number) => !string.IsNullOrEmpty(number) && number.All(char.IsAsciiDigit);
}
