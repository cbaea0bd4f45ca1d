using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Templates of e-mails.</summary>
internal sealed class EmailTemplateEndpoints(BrevoService service)
{
    private const int MinHtml = 10;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/smtp/templates", List);
        routes.Map("POST", "/smtp/templates", CreateAsync);
        routes.Map("GET", "/smtp/templates/{templateId}", Get);
        routes.Map("PUT", "/smtp/templates/{templateId}", UpdateAsync);
        routes.Map("DELETE", "/smtp/templates/{templateId}", Delete);
        routes.Map("POST", "/smtp/templates/{templateId}/sendTest", SendTestAsync);
        routes.Map("POST", "/smtp/template/preview", PreviewAsync);
    }

    private TemplateShelf Shelf => service.Messages.Templates;

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 1_000);
        bool? isActive = BrevoRequest.Text(context, "templateStatus") switch
        {
            null => null,
            "true" => true,
            "false" => false,
            _ => throw BrevoError.Invalid("templateStatus should be boolean"),
        };
        if (BrevoRequest.Text(context, "editorType") is not (null or "richTextEditor"))
            throw BrevoError.Invalid("editorType should be richTextEditor");
        var found = Shelf.Emails.Where(template => isActive is null || template.IsActive == isActive).ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteNumber("count", found.Count);
                json.WriteStartArray("templates");
                foreach (var template in page.Of(found))
                {
                    json.WriteStartObject();
                    Write(json, template);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var name = Needed(body, "templateName");
        var subject = Needed(body, "subject");
        var html = Html(body) ?? throw BrevoError.Missing("htmlContent or htmlUrl is missing");
        var (email, senderName, senderId) = Sender(body) ?? throw BrevoError.Missing("sender is missing");
        var isActive = BrevoRequest.Boolean(body, "isActive") ?? false;
        var now = service.Now;
        var template = Shelf.Add(id => new EmailTemplate
        {
            Id = id,
            Name = name,
            Subject = subject,
            Html = html,
            SenderEmail = email,
            SenderName = senderName,
            SenderId = senderId,
            IsActive = isActive,
            ReplyTo = BrevoRequest.Text(body, "replyTo") ?? "",
            ToField = BrevoRequest.Text(body, "toField") ?? "",
            Tag = BrevoRequest.Text(body, "tag") ?? "",
            CreatedAt = now,
            ModifiedAt = now,
        });
        return BrevoAnswer.Id(201, "id", template.Id);
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var template = Find(context);
        return BrevoAnswer.Json(
            200,
            json =>
            {
                Write(json, template);
                json.WriteBoolean("doiTemplate", template.Tag.Contains("optin", StringComparison.OrdinalIgnoreCase));
            }
        );
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = Find(context).Id;
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var html = Html(body);
        var sender = Sender(body);
        var isActive = BrevoRequest.Boolean(body, "isActive");
        var now = service.Now;
        _ =
            Shelf.Change(
                id,
                template =>
                    template with
                    {
                        Name = BrevoRequest.Text(body, "templateName") ?? template.Name,
                        Subject = BrevoRequest.Text(body, "subject") ?? template.Subject,
                        Html = html ?? template.Html,
                        SenderEmail = sender is { } it ? it.Email : template.SenderEmail,
                        SenderName = sender is { } named ? named.Name : template.SenderName,
                        SenderId = sender is { } known ? known.Id : template.SenderId,
                        IsActive = isActive ?? template.IsActive,
                        ReplyTo = BrevoRequest.Text(body, "replyTo") ?? template.ReplyTo,
                        ToField = BrevoRequest.Text(body, "toField") ?? template.ToField,
                        Tag = BrevoRequest.Text(body, "tag") ?? template.Tag,
                        ModifiedAt = now,
                    }
            ) ?? throw NotFound();
        return BrevoAnswer.NoContent;
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var template = Find(context);
        if (template.IsActive)
            throw new BrevoError(405, "method_not_allowed", "Active templates can not be deleted");
        Shelf.Remove(template.Id);
        return BrevoAnswer.NoContent;
    }

    private async ValueTask<BrevoAnswer> SendTestAsync(HttpContext context)
    {
        var template = Find(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        foreach (var email in BrevoRequest.Texts(document.RootElement, "emailTo") ?? [])
        {
            if (!Identifiers.TryEmail(email, out _))
                throw BrevoError.Invalid("Test email could not be sent: email is not valid");
        }

        Shelf.Change(template.Id, it => it with { TestSent = true });
        return BrevoAnswer.NoContent;
    }

    private async ValueTask<BrevoAnswer> PreviewAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var id = BrevoRequest.Number(body, "templateId") ?? throw BrevoError.Missing("templateId is missing");
        var template = Shelf.Email(id) ?? throw BrevoError.Invalid("Template Id does not exist");
        var values = BrevoRequest.Member(body, "params");
        var email = BrevoRequest.Text(body, "email");
        if (values is null && email is null)
            throw BrevoError.Missing("email or params is missing");
        IReadOnlyDictionary<string, string>? attributes = null;
        if (email is not null)
        {
            attributes = service.Store.Read(store =>
                Identifiers.TryEmail(email, out var address) && store.ByEmail(address) is { } contact
                    ? BrevoEmulatorContact.From(contact, store).Attributes
                    : throw BrevoError.Invalid("Contact does not exist")
            );
        }

        string Fill(string text) => PlaceholderText.Fill(text, values ?? default, attributes)!;
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteString("html", Fill(template.Html));
                json.WriteString("subject", Fill(template.Subject));
                json.WriteString("fromEmail", template.SenderEmail ?? "");
                json.WriteString("fromName", template.SenderName ?? "");
                json.WriteString("previewText", "");
                json.WriteStartArray("usedFeedNames");
                json.WriteEndArray();
            }
        );
    }

    private static void Write(Utf8JsonWriter json, EmailTemplate template)
    {
        json.WriteNumber("id", template.Id);
        json.WriteString("name", template.Name);
        json.WriteString("subject", template.Subject);
        json.WriteBoolean("isActive", template.IsActive);
        json.WriteBoolean("testSent", template.TestSent);
        json.WriteStartObject("sender");
        json.WriteString("name", template.SenderName ?? "");
        json.WriteString("email", template.SenderEmail ?? "");
        json.WriteString("id", template.SenderId?.ToString(CultureInfo.InvariantCulture) ?? "");
        json.WriteEndObject();
        json.WriteString("replyTo", template.ReplyTo);
        json.WriteString("toField", template.ToField);
        json.WriteString("tag", template.Tag);
        json.WriteString("htmlContent", template.Html);
        json.WriteString("createdAt", ContactJson.Moment(template.CreatedAt));
        json.WriteString("modifiedAt", ContactJson.Moment(template.ModifiedAt));
    }

    // Ids of the user's own choice cannot be given through this API, so the emulator has none.
    private EmailTemplate Find(HttpContext context) =>
        long.TryParse(BrevoRequest.Segment(context, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Shelf.Email(id) ?? throw NotFound()
            : throw NotFound();

    private static BrevoError NotFound() => BrevoError.NotFound("Template ID not found");

    private static string Needed(JsonElement body, string name) =>
        BrevoRequest.Text(body, name) is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw BrevoError.Missing($"{name} is missing");

    private static string? Html(JsonElement body)
    {
        if (BrevoRequest.Text(body, "htmlUrl") is not null)
            throw BrevoError.Unsupported("htmlUrl");
        var html = BrevoRequest.Text(body, "htmlContent");
        return html is { Length: <= MinHtml } ? throw BrevoError.Invalid($"htmlContent should have more than {MinHtml} characters") : html;
    }

    private static (string? Email, string? Name, long? Id)? Sender(JsonElement body)
    {
        if (BrevoRequest.Member(body, "sender") is not { } sender)
            return null;
        if (sender.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("sender is not valid");
        var id = BrevoRequest.Number(sender, "id");
        var email = BrevoRequest.Text(sender, "email");
        if (id is null == email is null)
            throw BrevoError.Invalid("Only one of sender email and sender id should be passed");
        if (email is not null && !Identifiers.TryEmail(email, out email))
            throw BrevoError.Invalid("valid sender email is required");
        return (email, BrevoRequest.Text(sender, "name"), id);
    }
}
