using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What was sent as transactional e-mail.</summary>
internal sealed class TransactionalEmailLogEndpoints(BrevoService service)
{
    private const int DefaultDays = 30;
    private const int MaxDays = 31;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/smtp/emails", List);
        routes.Map("GET", "/smtp/emails/{uuid}", Get);
        routes.Map("DELETE", "/smtp/log/{identifier}", Delete);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 500, 1_000);
        var days = EventDays.Read(context, service.Now, DefaultDays, MaxDays, takesDays: false);
        var email = BrevoRequest.Text(context, "email")?.Trim().ToLowerInvariant();
        var messageId = BrevoRequest.Text(context, "messageId");
        var templateId = BrevoRequest.OptionalNumber(context, "templateId");
        if (email is null && messageId is null && templateId is null)
            throw BrevoError.Missing("email, templateId or messageId is mandatory");
        var found = service
            .Messages.Sent.Where(message =>
                message.Channel == MessageChannel.Email
                && days.Contains(message.At)
                && (email is null || message.Recipient == email)
                && (messageId is null || message.MessageId == messageId)
                && (templateId is null || message.TemplateId == templateId)
            )
            .ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteNumber("count", found.Count);
                json.WriteStartArray("transactionalEmails");
                foreach (var message in page.Of(found))
                {
                    json.WriteStartObject();
                    json.WriteString("email", message.Recipient);
                    json.WriteString("subject", message.Subject);
                    if (message.TemplateId is { } template)
                        json.WriteNumber("templateId", template);
                    json.WriteString("messageId", message.MessageId);
                    json.WriteString("uuid", message.Uuid);
                    json.WriteString("date", ContactJson.Moment(message.At));
                    json.WriteString("from", message.From);
                    json.WriteStartArray("tags");
                    foreach (var tag in message.Tags)
                        json.WriteStringValue(tag);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private BrevoAnswer Get(HttpContext context)
    {
        if (service.Messages.Find(BrevoRequest.Segment(context, 2)) is not { Channel: MessageChannel.Email } message)
            throw BrevoError.NotFound("uuid not found");
        var happened = service.MessageEvents.OfMessage(message.MessageId).Where(e => e.Email == message.Recipient).ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteString("email", message.Recipient);
                json.WriteString("subject", message.Subject);
                if (message.TemplateId is { } template)
                    json.WriteNumber("templateId", template);
                json.WriteString("date", ContactJson.Moment(message.At));
                json.WriteStartArray("events");
                foreach (var e in happened)
                {
                    json.WriteStartObject();
                    json.WriteString("name", e.Kind == MessageEventKind.Sent ? "sent" : TransactionalEmailReportEndpoints.NameOf(e.Kind));
                    json.WriteString("time", ContactJson.Moment(e.At));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteString("body", message.Html ?? message.Text ?? "");
                json.WriteNumber("attachmentCount", message.AttachmentCount);
            }
        );
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var identifier = BrevoRequest.Segment(context, 2);
        var from = EventDays.Date(context, "from_date");
        var to = EventDays.Date(context, "to_date");
        var isMessage = TransactionalEmailEndpoints.IsMessageId(identifier);
        var isAddress = Identifiers.TryEmail(identifier, out var email);
        if (!isMessage && !isAddress)
            throw BrevoError.Invalid("identifier should be a messageId in angle brackets or an email address");

        bool Within(long at) => EventDays.DayOf(at) is var day && !(day < from) && !(day > to);
        bool IsMeant(string? messageId, string? recipient) => isMessage ? messageId == identifier : recipient == email;
        return service.Messages.Forget(
            message => message.Channel == MessageChannel.Email && IsMeant(message.MessageId, message.Recipient) && Within(message.At),
            e => e is { Channel: MessageChannel.Email, MessageId: not null } && IsMeant(e.MessageId, e.Email) && Within(e.At)
        )
            ? BrevoAnswer.NoContent
            : throw BrevoError.NotFound("Message ID not found");
    }
}
