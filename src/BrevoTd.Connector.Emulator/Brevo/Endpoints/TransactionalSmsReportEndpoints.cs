using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What became of transactional SMS, computed from the events.</summary>
internal sealed class TransactionalSmsReportEndpoints(BrevoService service)
{
    // The document names no limit of days for SMS.
    private const int MaxDays = 36_500;

    private static readonly Dictionary<MessageEventKind, string> s_names = new()
    {
        [MessageEventKind.Sent] = "sent",
        [MessageEventKind.Accepted] = "accepted",
        [MessageEventKind.Delivered] = "delivered",
        [MessageEventKind.HardBounce] = "hardBounces",
        [MessageEventKind.SoftBounce] = "softBounces",
        [MessageEventKind.Blocked] = "blocked",
        [MessageEventKind.Rejected] = "rejected",
        [MessageEventKind.Skipped] = "skipped",
        [MessageEventKind.Replied] = "replies",
        [MessageEventKind.Unsubscribed] = "unsubscription",
    };

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/transactionalSMS/statistics/events", Events);
        routes.Map("GET", "/transactionalSMS/statistics/aggregatedReport", Report);
        routes.Map("GET", "/transactionalSMS/statistics/reports", DailyReports);
    }

    private BrevoAnswer Events(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 100);
        var days = EventDays.Read(context, service.Now, null, MaxDays);
        string? phone = null;
        if (BrevoRequest.Text(context, "phoneNumber") is { } text)
        {
            phone = Identifiers.TryPhone(text, out var digits)
                ? digits.ToString(CultureInfo.InvariantCulture)
                : throw BrevoError.Invalid("Invalid telephone number");
        }

        var isOfKind = EventFilter.Event(context, s_names);
        var hasTag = EventFilter.Tags(context);
        var found = EventFilter
            .Of(service, MessageChannel.Sms, days)
            .Where(e => s_names.ContainsKey(e.Kind) && isOfKind(e) && hasTag(e) && (phone is null || e.Phone == phone))
            .ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("events");
                foreach (var e in page.Of(found))
                {
                    json.WriteStartObject();
                    json.WriteString("phoneNumber", e.Phone);
                    json.WriteString("date", ContactJson.Moment(e.At));
                    json.WriteString("messageId", e.MessageId);
                    json.WriteString("event", s_names[e.Kind]);
                    EventFilter.WriteIfAny(json, "reason", e.Reason);
                    EventFilter.WriteIfAny(json, "reply", e.Reply);
                    EventFilter.WriteTag(json, e);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private BrevoAnswer Report(HttpContext context)
    {
        var days = EventDays.Read(context, service.Now, null, MaxDays);
        var events = EventFilter.Of(service, MessageChannel.Sms, days).Where(EventFilter.Tag(context)).ToList();

        // Without days the report covers what there is.
        var first = events.Count > 0 && context.Request.Query["startDate"].Count == 0 && context.Request.Query["days"].Count == 0;
        var range = first ? days with { Start = EventDays.DayOf(events[0].At) } : days;
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteString("range", range.Range);
                WriteCounts(json, events);
            }
        );
    }

    private BrevoAnswer DailyReports(HttpContext context)
    {
        var ascending = BrevoRequest.Page(context, 1, int.MaxValue).Ascending;
        var days = EventDays.Read(context, service.Now, null, MaxDays);
        var byDay = EventFilter
            .Of(service, MessageChannel.Sms, days)
            .Where(EventFilter.Tag(context))
            .GroupBy(static e => EventDays.DayOf(e.At))
            .ToList();
        if (!ascending)
            byDay.Reverse();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("reports");
                foreach (var day in byDay)
                {
                    json.WriteStartObject();
                    json.WriteString("date", EventDays.Text(day.Key));
                    WriteCounts(json, [.. day]);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private static void WriteCounts(Utf8JsonWriter json, List<MessageEvent> events)
    {
        int Count(MessageEventKind kind) => events.Count(e => e.Kind == kind);
        json.WriteNumber("requests", Count(MessageEventKind.Sent));
        json.WriteNumber("delivered", Count(MessageEventKind.Delivered));
        json.WriteNumber("hardBounces", Count(MessageEventKind.HardBounce));
        json.WriteNumber("softBounces", Count(MessageEventKind.SoftBounce));
        json.WriteNumber("blocked", Count(MessageEventKind.Blocked));
        json.WriteNumber("unsubscribed", Count(MessageEventKind.Unsubscribed));
        json.WriteNumber("replied", Count(MessageEventKind.Replied));
        json.WriteNumber("accepted", Count(MessageEventKind.Accepted));
        json.WriteNumber("rejected", Count(MessageEventKind.Rejected));
        json.WriteNumber("skipped", Count(MessageEventKind.Skipped));
    }
}
