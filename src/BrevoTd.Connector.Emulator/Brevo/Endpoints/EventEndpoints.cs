using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Events: one, many, and the listing.</summary>
internal sealed class EventEndpoints(BrevoService service)
{
    private const int DefaultMonths = 6;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/events", List);
        routes.Map("POST", "/events", CreateAsync);
        routes.Map("POST", "/events/batch", CreateBatchAsync);
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (EventReader.FindProblem(body) is { } problem)
            throw BrevoError.Invalid(problem);
        return service.Store.Update(store =>
        {
            EventRecorder.Record(store, body, service.Options.BrevoChoices, service.Now);
            return BrevoAnswer.NoContent;
        });
    }

    private async ValueTask<BrevoAnswer> CreateBatchAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        if (
            BrevoRequest.Member(document.RootElement, "events") is not { ValueKind: JsonValueKind.Array } events
            || events.GetArrayLength() == 0
        )
            throw BrevoError.Missing("events should be an array with at least one event");

        // One entry per message, with all the positions that have it, in the order in which the messages came up.
        var errors = new List<(string Message, List<int> Positions)>();
        var right = new List<JsonElement>();
        var position = 0;
        foreach (var item in events.EnumerateArray())
        {
            if (EventReader.FindProblem(item) is not { } problem)
                right.Add(item);
            else if (errors.Find(error => error.Message == problem) is { Positions: { } positions })
                positions.Add(position);
            else
                errors.Add((problem, [position]));
            position++;
        }

        return service.Store.Update(store =>
        {
            foreach (var item in right)
                EventRecorder.Record(store, item, service.Options.BrevoChoices, service.Now);
            return errors.Count == 0 ? Accepted(right.Count) : Partly(position, right.Count, errors);
        });
    }

    private static BrevoAnswer Accepted(int count) =>
        BrevoAnswer.Json(
            202,
            json =>
            {
                json.WriteNumber("count", count);
                json.WriteString("message", "Batch accepted. Valid events have been added to the processing queue.");
            }
        );

    private static BrevoAnswer Partly(int total, int successful, List<(string Message, List<int> Positions)> errors) =>
        BrevoAnswer.Json(
            successful == 0 ? 400 : 207,
            json =>
            {
                json.WriteString("status", successful == 0 ? "failed" : "partiallyQueued");
                json.WriteNumber("total_events", total);
                json.WriteNumber("successful_events", successful);
                json.WriteNumber("failed_events", total - successful);
                json.WriteStartArray("errors");
                foreach (var (message, positions) in errors)
                {
                    json.WriteStartObject();
                    json.WriteStartArray("eventIndex");
                    foreach (var index in positions)
                        json.WriteNumberValue(index);
                    json.WriteEndArray();
                    json.WriteString("message", message);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 100, 10_000, minimumLimit: 1);
        var contacts = BrevoRequest.Numbers(context, "contact_id");
        var names = Texts(context, "event_name");
        var types = Texts(context, "object_type");
        var (from, to) = Period(context);
        return service.Store.Read(store =>
        {
            var found = new List<(Document Document, JsonDocument Content)>();
            try
            {
                foreach (var document in store.Documents(EventRecorder.Kind).InOrder)
                {
                    if (document.CreatedAt < from || document.CreatedAt > to)
                        continue;
                    var content = document.Parse();
                    found.Add((document, content));
                    if (!Matches(content.RootElement, contacts, names, types))
                    {
                        content.Dispose();
                        found.RemoveAt(found.Count - 1);
                    }
                }

                found.Sort(
                    static (left, right) =>
                        (right.Document.CreatedAt, right.Document.Number).CompareTo((left.Document.CreatedAt, left.Document.Number))
                );
                return BrevoAnswer.Json(
                    200,
                    json =>
                    {
                        json.WriteStartArray("events");
                        foreach (var (_, content) in found.Skip((int)Math.Min(page.Offset, int.MaxValue)).Take(page.Limit))
                            content.RootElement.WriteTo(json);
                        json.WriteEndArray();
                        json.WriteNumber("count", found.Count);
                    }
                );
            }
            finally
            {
                foreach (var (_, content) in found)
                    content.Dispose();
            }
        });
    }

    private static bool Matches(JsonElement content, long[] contacts, string[] names, string[] types) =>
        (contacts.Length == 0 || (BrevoRequest.Number(content, "contact_id") is { } id && contacts.Contains(id)))
        && (names.Length == 0 || names.Contains(BrevoRequest.Text(content, "event_name")))
        && (types.Length == 0 || types.Contains(BrevoRequest.Text(content, "object_type")));

    private (long From, long To) Period(HttpContext context)
    {
        var (start, end) = (BrevoRequest.Text(context, "startDate"), BrevoRequest.Text(context, "endDate"));
        if (start is null != end is null)
            throw BrevoError.Missing("startDate and endDate should be passed together");
        if (start is null)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(service.Now);
            return (now.AddMonths(-DefaultMonths).ToUnixTimeMilliseconds(), long.MaxValue);
        }

        var from = BrevoRequest.Moment(context, "startDate")!.Value;
        var to = BrevoRequest.Moment(context, "endDate")!.Value;

        // A day as the end is the whole day.
        if (DateOnly.TryParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            to += (long)TimeSpan.FromDays(1).TotalMilliseconds - 1;
        return from <= to ? (from, to) : throw BrevoError.Invalid("startDate should not be after endDate");
    }

    private static string[] Texts(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(static v => v.Length > 0)] : [];
}
