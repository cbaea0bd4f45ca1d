using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What became of transactional e-mails, computed from the events.</summary>
internal sealed class TransactionalEmailReportEndpoints(BrevoService service)
{
    private const int MaxEventDays = 90;
    private const int MaxReportDays = 30;

    private static readonly Dictionary<MessageEventKind, string> s_names = new()
    {
        [MessageEventKind.Sent] = "requests",
        [MessageEventKind.Delivered] = "delivered",
        [MessageEventKind.Opened] = "opened",
        [MessageEventKind.ProxyOpened] = "loadedByProxy",
        [MessageEventKind.Clicked] = "clicks",
        [MessageEventKind.HardBounce] = "hardBounces",
        [MessageEventKind.SoftBounce] = "softBounces",
        [MessageEventKind.Deferred] = "deferred",
        [MessageEventKind.Blocked] = "blocked",
        [MessageEventKind.Invalid] = "invalid",
        [MessageEventKind.Spam] = "spam",
        [MessageEventKind.Error] = "error",
        [MessageEventKind.Unsubscribed] = "unsubscribed",
    };

    /// <summary>The name of a kind in the log.</summary>
    public static string NameOf(MessageEventKind kind) => s_names.GetValueOrDefault(kind, "error");

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/smtp/statistics/events", Events);
        routes.Map("GET", "/smtp/statistics/aggregatedReport", Report);
        routes.Map("GET", "/smtp/statistics/reports", DailyReports);
    }

    private BrevoAnswer Events(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 2_500, 5_000);
        var days = EventDays.Read(context, service.Now, 30, MaxEventDays);
        var email = BrevoRequest.Text(context, "email")?.Trim().ToLowerInvariant();
        var messageId = BrevoRequest.Text(context, "messageId");
        var templateId = BrevoRequest.OptionalNumber(context, "templateId");
        var isOfKind = EventFilter.Event(context, s_names);
        var hasTag = EventFilter.Tags(context);
        var found = EventFilter
            .Of(service, MessageChannel.Email, days)
            .Where(e =>
                s_names.ContainsKey(e.Kind)
                && isOfKind(e)
                && hasTag(e)
                && (email is null || e.Email == email)
                && (messageId is null || e.MessageId == messageId)
                && (templateId is null || e.TemplateId == templateId)
            )
            .ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("events");
                foreach (var e in page.Of(found))
                {
                    json.WriteStartObject();
                    Write(json, e);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private static void Write(Utf8JsonWriter json, MessageEvent e)
    {
        json.WriteString("email", e.Email);
        json.WriteString("date", ContactJson.Moment(e.At));
        EventFilter.WriteIfAny(json, "subject", e.Subject);
        json.WriteString("messageId", e.MessageId);
        json.WriteString("event", NameOf(e.Kind));
        EventFilter.WriteIfAny(json, "reason", e.Reason);
        EventFilter.WriteTag(json, e);
        EventFilter.WriteIfAny(json, "ip", e.Ip);
        EventFilter.WriteIfAny(json, "link", e.Link);
        EventFilter.WriteIfAny(json, "from", e.From);
        if (e.TemplateId is { } template)
            json.WriteNumber("templateId", template);
    }

    private BrevoAnswer Report(HttpContext context)
    {
        var days = EventDays.Read(context, service.Now, MaxEventDays, MaxEventDays);
        var events = EventFilter.Of(service, MessageChannel.Email, days).Where(EventFilter.Tag(context)).ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteString("range", days.Range);
                WriteCounts(json, events);
            }
        );
    }

    private BrevoAnswer DailyReports(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 10, 30);
        var days = EventDays.Read(context, service.Now, 10, MaxReportDays);
        var events = EventFilter
            .Of(service, MessageChannel.Email, days)
            .Where(EventFilter.Tag(context))
            .ToLookup(static e => EventDays.DayOf(e.At));
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("reports");
                foreach (var day in page.Of(days.All.ToList()))
                {
                    json.WriteStartObject();
                    json.WriteString("date", EventDays.Text(day));
                    WriteCounts(json, [.. events[day]]);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private static void WriteCounts(Utf8JsonWriter json, List<MessageEvent> events)
    {
        int Count(MessageEventKind kind) => events.Count(e => e.Kind == kind);
        int Unique(MessageEventKind kind) =>
            events.Where(e => e.Kind == kind).Select(static e => (e.MessageId, e.Email)).Distinct().Count();
        json.WriteNumber("requests", Count(MessageEventKind.Sent));
        json.WriteNumber("delivered", Count(MessageEventKind.Delivered));
        json.WriteNumber("hardBounces", Count(MessageEventKind.HardBounce));
        json.WriteNumber("softBounces", Count(MessageEventKind.SoftBounce));
        json.WriteNumber("clicks", Count(MessageEventKind.Clicked));
        json.WriteNumber("uniqueClicks", Unique(MessageEventKind.Clicked));
        json.WriteNumber("opens", Count(MessageEventKind.Opened));
        json.WriteNumber("uniqueOpens", Unique(MessageEventKind.Opened));
        json.WriteNumber("spamReports", Count(MessageEventKind.Spam));
        json.WriteNumber("blocked", Count(MessageEventKind.Blocked));
        json.WriteNumber("invalid", Count(MessageEventKind.Invalid));
        json.WriteNumber("unsubscribed", Count(MessageEventKind.Unsubscribed));
    }
}
