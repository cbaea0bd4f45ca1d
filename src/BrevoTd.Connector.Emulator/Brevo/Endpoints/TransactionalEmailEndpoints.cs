using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Sending and scheduling of transactional e-mails.</summary>
internal sealed class TransactionalEmailEndpoints(BrevoService service)
{
    private const int ScheduledDays = 31;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("POST", "/smtp/email", SendAsync);
        routes.Map("DELETE", "/smtp/email/{identifier}", Cancel);
        routes.Map("GET", "/smtp/emailStatus/{identifier}", Status);
    }

    private async ValueTask<BrevoAnswer> SendAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var order = new EmailOrderReader(service.Messages.Templates, service.Now).Read(body);
        var ids = service.Messages.Accept(order);
        return BrevoAnswer.Json(
            order.ScheduledAt is null ? 201 : 202,
            json =>
            {
                if (BrevoRequest.Member(body, "messageVersions") is null)
                {
                    json.WriteString("messageId", ids[0]);
                    return;
                }

                json.WriteStartArray("messageIds");
                foreach (var id in ids)
                    json.WriteStringValue(id);
                json.WriteEndArray();
            }
        );
    }

    private BrevoAnswer Cancel(HttpContext context)
    {
        var which = Identifier(context);
        return service.Messages.Cancel(send => which(send)) ? BrevoAnswer.NoContent : throw NotFound();
    }

    private BrevoAnswer Status(HttpContext context)
    {
        var which = Identifier(context);
        var isBatch = BrevoRequest.Segment(context, 2) is not ['<', ..];
        var now = service.Now;
        var page = BrevoRequest.Page(context, 100, 500);
        var days = EventDays.Read(context, now, ScheduledDays, ScheduledDays, takesDays: false);
        var status = BrevoRequest.Text(context, "status");
        if (status is not (null or "processed" or "inProgress" or "queued"))
            throw BrevoError.Invalid("status should be processed, inProgress or queued");
        var found = service.Messages.Scheduled.Where(send => which(send) && days.Contains(send.CreatedAt)).ToList();
        if (found.Count == 0)
            throw NotFound();
        if (!isBatch)
            return BrevoAnswer.Json(200, json => Write(json, found[0]));
        var asked = found.Where(send => status is null || send.Status == status).ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteNumber("count", asked.Count);
                json.WriteStartArray("batches");
                foreach (var send in page.Of(asked))
                {
                    json.WriteStartObject();
                    Write(json, send);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private static void Write(Utf8JsonWriter json, ScheduledSend send)
    {
        json.WriteString("scheduledAt", ContactJson.Moment(send.ScheduledAt));
        json.WriteString("createdAt", ContactJson.Moment(send.CreatedAt));
        json.WriteString("status", send.Status);
    }

    private static Func<ScheduledSend, bool> Identifier(HttpContext context)
    {
        var text = BrevoRequest.Segment(context, 2);
        if (EmailOrderReader.TryBatchId(text, out var batchId))
            return send => send.BatchId == batchId;
        return IsMessageId(text)
            ? send => send.MessageIds.Contains(text)
            : throw BrevoError.Invalid("identifier should be a UUIDv4 or a messageId in angle brackets");
    }

    /// <summary>In angle brackets, with an @.</summary>
    public static bool IsMessageId(string text) => text is ['<', .., '>'] && text.Contains('@', StringComparison.Ordinal);

    private static BrevoError NotFound() => BrevoError.NotFound("Record(s) for identifier not found");
}
