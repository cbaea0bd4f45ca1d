using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Management of webhooks.</summary>
internal sealed class WebhookEndpoints(BrevoService service)
{
    private WebhookRegistry Registry => service.Webhooks.Registry;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/webhooks", List);
        routes.Map("POST", "/webhooks", CreateAsync);
        routes.Map("GET", "/webhooks/{webhookId}", Get);
        routes.Map("PUT", "/webhooks/{webhookId}", UpdateAsync);
        routes.Map("DELETE", "/webhooks/{webhookId}", Delete);
    }

    private static BrevoError NotFound() => BrevoError.NotFound("Webhook ID does not exist");

    private BrevoAnswer List(HttpContext context)
    {
        var type = BrevoRequest.Text(context, "type") ?? "transactional";
        CheckOneOf("type", type, WebhookNames.Types);
        var sort = BrevoRequest.Text(context, "sort") ?? "desc";
        CheckOneOf("sort", sort, ["asc", "desc"]);
        var webhooks = Registry.All.Where(webhook => webhook.Type == type);
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("webhooks");
                foreach (var webhook in sort == "asc" ? webhooks : webhooks.Reverse())
                {
                    json.WriteStartObject();
                    Write(json, webhook);
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
        var type = BrevoRequest.Text(body, "type") ?? "transactional";
        CheckOneOf("type", type, WebhookNames.Types);
        var channel = BrevoRequest.Text(body, "channel") ?? "email";
        CheckOneOf(
            "channel",
            channel,
            service.Options.BrevoChoices.AllowWhatsAppWebhooks ? ["email", "sms", "whatsapp"] : ["email", "sms"]
        );
        var domain = BrevoRequest.Text(body, "domain");
        if (type == "inbound" && string.IsNullOrEmpty(domain))
            throw BrevoError.Missing("domain is missing");
        var events = BrevoRequest.Texts(body, "events") ?? (type == "inbound" ? ["inboundEmailProcessed"] : []);
        if (events.Length == 0)
            throw BrevoError.Missing("events is missing");
        var now = service.Now;
        var webhook = new WebhookRegistration(0, Url(body) ?? throw BrevoError.Missing("url is missing"), type, channel, events)
        {
            Description = BrevoRequest.Text(body, "description"),
            Batched = BrevoRequest.Boolean(body, "batched") ?? false,
            Headers = Headers(body) ?? [],
            Domain = domain,
            CreatedAt = now,
            ModifiedAt = now,
        };
        CheckEvents(webhook);
        return BrevoAnswer.Id(201, "id", Registry.Add(WithAuthentication(webhook, body)).Id);
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var webhook = Registry.Find(BrevoRequest.IdSegment(context, 1, "webhookId")) ?? throw NotFound();
        return BrevoAnswer.Json(200, json => Write(json, webhook));
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 1, "webhookId");
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var isKnown = Registry.Change(
            id,
            webhook =>
            {
                var changed = WithAuthentication(webhook, body) with
                {
                    Url = Url(body) ?? webhook.Url,
                    Description = BrevoRequest.Text(body, "description") ?? webhook.Description,
                    Events = BrevoRequest.Texts(body, "events") ?? webhook.Events,
                    Batched = BrevoRequest.Boolean(body, "batched") ?? webhook.Batched,
                    Headers = Headers(body) ?? webhook.Headers,
                    Domain = BrevoRequest.Text(body, "domain") ?? webhook.Domain,
                    ModifiedAt = service.Now,
                };
                CheckEvents(changed);
                return changed;
            }
        );
        return isKnown ? BrevoAnswer.NoContent : throw NotFound();
    }

    private BrevoAnswer Delete(HttpContext context) =>
        Registry.Remove(BrevoRequest.IdSegment(context, 1, "webhookId")) ? BrevoAnswer.NoContent : throw NotFound();

    private static void CheckOneOf(string name, string value, string[] values)
    {
        if (Array.IndexOf(values, value) < 0)
            throw BrevoError.Invalid($"{name} should be one of {string.Join(", ", values)}");
    }

    private static void CheckEvents(WebhookRegistration webhook)
    {
        if (webhook.Events.Length == 0)
            throw BrevoError.Invalid("events should not be empty");
        var fitting = WebhookNames.TriggersOf(webhook.Type, webhook.Channel);
        foreach (var name in webhook.Events)
            CheckOneOf("events", name, fitting);
    }

    private static string? Url(JsonElement body)
    {
        if (BrevoRequest.Text(body, "url") is not { } url)
            return null;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? url
            : throw BrevoError.Invalid("url is not valid");
    }

    private static WebhookRegistration WithAuthentication(WebhookRegistration webhook, JsonElement body)
    {
        if (BrevoRequest.Member(body, "auth") is not { } auth)
            return webhook;
        if (auth.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("auth should be an object");
        var type = BrevoRequest.Text(auth, "type") ?? throw BrevoError.Missing("auth.type is missing");
        CheckOneOf("auth.type", type, ["bearer"]);
        var token = BrevoRequest.Text(auth, "token");
        return string.IsNullOrEmpty(token)
            ? throw BrevoError.Missing("auth.token is missing")
            : webhook with
            {
                AuthType = type,
                AuthToken = token,
            };
    }

    private static KeyValuePair<string, string>[]? Headers(JsonElement body)
    {
        if (BrevoRequest.Member(body, "headers") is not { } headers)
            return null;
        if (headers.ValueKind != JsonValueKind.Array)
            throw BrevoError.Invalid("headers should be an array");
        return
        [
            .. headers
                .EnumerateArray()
                .Select(static header =>
                    header.ValueKind == JsonValueKind.Object
                    && BrevoRequest.Text(header, "key") is { Length: > 0 } key
                    && BrevoRequest.Text(header, "value") is { } value
                        ? KeyValuePair.Create(key, value)
                        : throw BrevoError.Invalid("headers should hold objects with key and value")
                ),
        ];
    }

    /// <summary>As the document of August 2026 has it: without the channel.</summary>
    private static void Write(Utf8JsonWriter json, WebhookRegistration webhook)
    {
        json.WriteString("url", webhook.Url);
        json.WriteNumber("id", webhook.Id);
        json.WriteString("description", webhook.Description ?? "");
        json.WriteStartArray("events");
        foreach (var name in webhook.Events)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteString("type", webhook.Type);
        json.WriteString("createdAt", ContactJson.Moment(webhook.CreatedAt));
        json.WriteString("modifiedAt", ContactJson.Moment(webhook.ModifiedAt));
        json.WriteBoolean("batched", webhook.Batched);
        if (webhook.AuthToken is not null)
        {
            json.WriteStartObject("auth");
            json.WriteString("type", webhook.AuthType);
            json.WriteString("token", webhook.AuthToken);
            json.WriteEndObject();
        }

        json.WriteStartArray("headers");
        foreach (var (key, value) in webhook.Headers)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (webhook.Domain is not null)
            json.WriteString("domain", webhook.Domain);
    }
}
