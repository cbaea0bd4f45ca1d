using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>WhatsApp messages to single numbers, and what became of them.</summary>
internal sealed class TransactionalWhatsAppEndpoints(BrevoService service)
{
    private const int MaxDays = 90;

    private static readonly Dictionary<MessageEventKind, string> s_names = new()
    {
        [MessageEventKind.Sent] = "sent",
        [MessageEventKind.Delivered] = "delivered",
        [MessageEventKind.Opened] = "read",
        [MessageEventKind.Error] = "error",
        [MessageEventKind.Unsubscribed] = "unsubscribe",
        [MessageEventKind.Replied] = "reply",
        [MessageEventKind.SoftBounce] = "soft-bounce",
    };

    public void Map(BrevoRoutes routes)
    {
        routes.Map("POST", "/whatsapp/sendMessage", SendAsync);
        routes.Map("GET", "/whatsapp/statistics/events", Events);
    }

    private async ValueTask<BrevoAnswer> SendAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var sender = Number(BrevoRequest.Text(body, "senderNumber") ?? throw BrevoError.Missing("senderNumber is missing"));
        var numbers = BrevoRequest.Texts(body, "contactNumbers") ?? throw BrevoError.Missing("contactNumbers is missing");
        if (numbers.Length == 0)
            throw BrevoError.Missing("contactNumbers is missing");
        var templateId = BrevoRequest.Number(body, "templateId");
        var text = BrevoRequest.Text(body, "text");
        if (templateId is null && string.IsNullOrEmpty(text))
            throw BrevoError.Missing("templateId or text is missing");
        var ids = service.Messages.Accept(
            new MessageOrder
            {
                Drafts =
                [
                    new MessageDraft
                    {
                        Channel = MessageChannel.WhatsApp,
                        Recipients = [.. numbers.Select(Number)],
                        From = sender,
                        // A template takes the place of a text, without a word.
                        Text = templateId is null ? text : null,
                        TemplateId = templateId,
                    },
                ],
            }
        );
        return BrevoAnswer.Json(201, json => json.WriteString("messageId", ids[0]));
    }

    private BrevoAnswer Events(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 2_500, 10_000);
        var days = EventDays.Read(context, service.Now, 30, MaxDays);
        var number = BrevoRequest.Text(context, "contactNumber") is { } text ? Number(text) : null;
        var isOfKind = EventFilter.Event(context, s_names);
        var found = EventFilter
            .Of(service, MessageChannel.WhatsApp, days)
            .Where(e => s_names.ContainsKey(e.Kind) && isOfKind(e) && (number is null || e.Phone == number))
            .ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("events");
                foreach (var e in page.Of(found))
                {
                    json.WriteStartObject();
                    json.WriteString("contactNumber", e.Phone);
                    json.WriteString("date", ContactJson.Moment(e.At));
                    json.WriteString("messageId", e.MessageId);
                    json.WriteString("event", s_names[e.Kind]);
                    EventFilter.WriteIfAny(json, "reason", e.Reason);
                    EventFilter.WriteIfAny(json, "body", e.Reply);
                    json.WriteString("senderNumber", e.From);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private static string Number(string text) =>
        Identifiers.TryPhone(text, out var digits)
            ? digits.ToString(CultureInfo.InvariantCulture)
            : throw BrevoError.Invalid("Number should hold the country code and digits");
}
