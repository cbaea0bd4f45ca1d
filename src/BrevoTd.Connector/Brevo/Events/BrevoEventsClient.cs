using System.Globalization;
using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Events of contacts: what people did. Reached through <see cref="BrevoClient.Events"/>.</summary>
/// <remarks>
/// Brevo stores every event that it gets, the same one twice included, and gives no id to find one by. A call whose answer was lost is therefore not repeated; the exception says so
/// (<see cref="ConnectorException.MayHaveBeenProcessed"/>), and the caller decides whether a doubled event or a missing one does less harm.
/// </remarks>
public class BrevoEventsClient
{
    /// <summary>How many characters the name of an event or of a property may have.</summary>
    public const int MaxNameLength = 255;

    /// <summary>How many bytes the properties of one event may have as JSON (Brevo: 50 KB).</summary>
    public const int MaxPropertiesBytes = 50_000;

    /// <summary>How many events one page of the listing has at most.</summary>
    public const int MaxPageSize = 10_000;

    private static readonly ServiceOperation s_list = new("events.list", HttpMethod.Get, "events", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("events.create", HttpMethod.Post, "events", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the contact's events of that name before sending it again, or the event may be stored twice",
    };

    private static readonly ServiceOperation s_createBatch = new(
        "events.create_batch",
        HttpMethod.Post,
        "events/batch",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the events of the batch's time before sending it again, or all of them may be stored twice",
    };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoEventsClient() => _transport = null!;

    internal BrevoEventsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>
    /// Lists custom events (<c>GET /events</c>), 10,000 per request, newest first; Brevo offers no other order. Events that arrive during the sweep move the others towards later pages: an event
    /// at a border may then come twice, and events have no id to tell. Sweep a time that is over (<see cref="EventQuery.EndDate"/>) to keep out all but late arrivals.
    /// </summary>
    /// <remarks>
    /// Counts against the shared limit of 100 requests an hour on the General tier. A page of 10,000 events with large properties may exceed
    /// <see cref="ServiceClientOptions.MaxAnswerBytes"/>: ask for smaller ones with <see cref="AsyncPageable{T}.AsPages"/>.
    /// </remarks>
    /// <param name="query">Filters; <see langword="null"/> lists the events of the last six months.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query has only one of the two dates, or they are in the wrong order.</exception>
    public virtual AsyncPageable<CustomEvent> ListAsync(EventQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new EventQuery();
        if (query.StartDate is null != query.EndDate is null)
        {
            throw new ArgumentException(
                $"Brevo takes {nameof(query.StartDate)} and {nameof(query.EndDate)} only together. Set both, or neither for the last six months.",
                nameof(query)
            );
        }

        if (query.StartDate > query.EndDate)
        {
            throw new ArgumentException($"{nameof(query.StartDate)} is after {nameof(query.EndDate)}. Exchange them.", nameof(query));
        }

        return new OffsetPageable<CustomEvent>(
            MaxPageSize,
            async (offset, limit, token) =>
            {
                var path = new QueryString("events")
                    .AddList("contact_id", query.ContactIds?.Select(id => id.ToString()))
                    .AddList("event_name", query.EventNames)
                    .AddList("object_type", query.ObjectTypes)
                    .Add("startDate", query.StartDate)
                    .Add("endDate", query.EndDate)
                    .Add("limit", limit)
                    .Add("offset", offset)
                    .ToString();
                var answer = await _transport
                    .SendAsync(new ServiceRequest(s_list, path), EventsJsonContext.Default.EventListAnswer, token)
                    .ConfigureAwait(false);
                return new OffsetPageable<CustomEvent>.Slice(answer.Events, answer.Count);
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Records one event (<c>POST /events</c>), and with it changes or creates its contact. Not repeated when its answer is lost: Brevo would store the event twice.
    /// </summary>
    /// <param name="request">The event.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The event has no usable name, no identifier, or properties that Brevo does not take.</exception>
    /// <exception cref="ServiceException">Brevo refuses the event.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(CreateEventRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        EventChecks.Check(request, "The event", nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_create, "events") { Content = ServiceContent.Json(request, EventsJsonContext.Default.CreateEventRequest) },
            cancellationToken
        );
    }

    /// <summary>
    /// Queues many events (<c>POST /events/batch</c>). Brevo takes in the right ones and refuses the others: the result joins each refusal to its event, also when all are refused. Not
    /// repeated when its answer is lost: Brevo would store the events twice.
    /// </summary>
    /// <remarks>
    /// How many events a batch may have, and whether it has the limit of <c>POST /events</c> (10 per second) or the shared one (100 per hour), Brevo does not document. Several hundred are
    /// a prudent size.
    /// </remarks>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no event, or one has no usable name, no identifier, or properties that Brevo does not take; nothing is sent then.</exception>
    /// <exception cref="ServiceException">Brevo refuses the request as such; no event is in the queue.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<EventBatchResult> CreateBatchAsync(
        IReadOnlyList<CreateEventRequest> events,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            throw new ArgumentException("A batch has at least one event. Leave the call out.", nameof(events));
        }

        for (var i = 0; i < events.Count; i++)
        {
            EventChecks.Check(events[i], string.Create(CultureInfo.InvariantCulture, $"Event {i}"), nameof(events));
        }

        var request = new ServiceRequest(s_createBatch, "events/batch")
        {
            Content = ServiceContent.Json(new EventBatchBody { Events = events }, EventsJsonContext.Default.EventBatchBody),
        };
        return EventBatchResults.Join(events, await QueueAsync(request, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends an event whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task CreateAsync(HttpContent body, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(s_create, "events") { Content = body, MaxQuotaWait = Timeout.InfiniteTimeSpan },
            cancellationToken
        );

    /// <summary>Sends a batch whose body is already on the wire's form; the way of the batch writer.</summary>
    internal async Task<EventBatchRefusals> CreateBatchAsync(HttpContent body, int count, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_createBatch, "events/batch") { Content = body, MaxQuotaWait = Timeout.InfiniteTimeSpan };
        return EventBatchResults.Refusals(count, await QueueAsync(request, cancellationToken).ConfigureAwait(false));
    }

    private async Task<EventBatchAnswer> QueueAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.BadRequest], cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return _transport.Read(request, answer, EventsJsonContext.Default.EventBatchAnswer);
        }

        // Of all the 400 of this service only this one has a list of positions instead of an error.
        return ReadRefusals(answer) ?? throw _transport.Refuse(request, answer);
    }

    private static EventBatchAnswer? ReadRefusals(ServiceAnswer answer)
    {
        try
        {
            var refusals = JsonSerializer.Deserialize(answer.Body.Span, EventsJsonContext.Default.EventBatchAnswer);
            return refusals is { Errors.Count: > 0 } or { Failed: > 0 } ? refusals : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
