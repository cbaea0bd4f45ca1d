using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Sending of transactional SMS, and their templates.</summary>
internal sealed class TransactionalSmsEndpoints(BrevoService service)
{
    private const int MaxTags = 10;
    private const double CreditsPerSms = 1;
    private const double InitialCredits = 1_000;

    private readonly object _gate = new();
    private double _credits = InitialCredits;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("POST", "/transactionalSMS/send", context => SendAsync(context, withReceipt: false));
        routes.Map("POST", "/transactionalSMS/sms", context => SendAsync(context, withReceipt: true));
        routes.Map("GET", "/transactionalSMS/templates", Templates);
    }

    private async ValueTask<BrevoAnswer> SendAsync(HttpContext context, bool withReceipt)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var draft = Read(document.RootElement);
        var characters = draft.Text!.Length + (BrevoRequest.Text(document.RootElement, "organisationPrefix")?.Length ?? 0);
        var size = BrevoRequest.Boolean(document.RootElement, "unicodeEnabled") == true ? 70 : 160;
        var count = Math.Max(1, (characters + size - 1) / size);
        double left;
        lock (_gate)
        {
            if (_credits < count * CreditsPerSms)
                throw new BrevoError(402, "not_enough_credits", "You don't have enough credit to send your SMS. Please update your plan");
            _credits -= count * CreditsPerSms;
            left = _credits;
        }

        var id = service.Messages.Accept(new MessageOrder { Drafts = [draft] })[0];
        return BrevoAnswer.Json(
            201,
            json =>
            {
                json.WriteNumber("messageId", long.Parse(id, CultureInfo.InvariantCulture));
                if (!withReceipt)
                    return;
                json.WriteString("reference", $"ref{id}");
                json.WriteNumber("smsCount", count);
                json.WriteNumber("usedCredits", CreditsPerSms);
                json.WriteNumber("remainingCredits", left);
            }
        );
    }

    private MessageDraft Read(JsonElement body)
    {
        var sender = BrevoRequest.Text(body, "sender") ?? throw BrevoError.Missing("sender is missing");
        var isNumber = sender.Length > 0 && sender.All(char.IsAsciiDigit);
        if (sender.Length == 0 || sender.Length > (isNumber ? 15 : 11) || !sender.All(char.IsAsciiLetterOrDigit))
            throw BrevoError.Invalid("Sender should have at most 11 alphanumeric or 15 numeric characters");
        var recipient = BrevoRequest.Text(body, "recipient") ?? throw BrevoError.Missing("recipient is missing");
        if (!Identifiers.TryPhone(recipient, out var phone))
            throw BrevoError.Invalid("Invalid telephone number");
        if (BrevoRequest.Text(body, "type") is not (null or "transactional" or "marketing"))
            throw BrevoError.Invalid("type should be transactional or marketing");
        _ = BrevoRequest.Boolean(body, "unicodeEnabled");
        var content = BrevoRequest.Text(body, "content");
        var templateId = BrevoRequest.Number(body, "templateId");
        if (templateId is { } id)
            content = service.Messages.Templates.SmsById(id)?.Message ?? throw BrevoError.Invalid("Template Id does not exist");
        if (string.IsNullOrEmpty(content))
            throw BrevoError.Missing("content or templateId is missing");
        return new MessageDraft
        {
            Channel = MessageChannel.Sms,
            Recipients = [phone.ToString(CultureInfo.InvariantCulture)],
            From = sender,
            Text = content,
            TemplateId = templateId,
            Params = templateId is null ? default : BrevoRequest.Member(body, "params")?.Clone() ?? default,
            Tags = Tags(body),
        };
    }

    private static string[] Tags(JsonElement body)
    {
        if (BrevoRequest.Member(body, "tag") is not { } tag)
            return [];
        string[] tags = tag.ValueKind == JsonValueKind.String ? [tag.GetString()!] : BrevoRequest.Texts(body, "tag")!;
        return tags.Length <= MaxTags && !tags.Any(string.IsNullOrEmpty)
            ? tags
            : throw BrevoError.Invalid($"tag should hold at most {MaxTags} non-empty strings");
    }

    private BrevoAnswer Templates(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 1_000);
        var templates = service.Messages.Templates.Sms;
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteNumber("count", templates.Count);
                json.WriteStartArray("templates");
                foreach (var template in page.Of([.. templates]))
                {
                    json.WriteStartObject();
                    json.WriteNumber("id", template.Id);
                    json.WriteString("name", template.Name);
                    json.WriteString("message", template.Message);
                    json.WriteBoolean("short_url_enabled", false);
                    json.WriteBoolean("encryption", false);
                    json.WriteBoolean("unicode_sms", false);
                    json.WriteString("createdAt", ContactJson.Moment(template.CreatedAt));
                    json.WriteString("updatedAt", ContactJson.Moment(template.CreatedAt));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }
}
