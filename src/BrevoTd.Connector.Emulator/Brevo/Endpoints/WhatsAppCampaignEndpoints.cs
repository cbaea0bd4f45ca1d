using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>WhatsApp campaigns and their templates. A template that is sent for approval is approved at once.</summary>
internal sealed class WhatsAppCampaignEndpoints(BrevoService service)
{
    private const string Path = "/whatsappCampaigns";

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", Path, List);
        routes.Map("POST", Path, CreateAsync);
        routes.Map("GET", $"{Path}/{{campaignId}}", Get);
        routes.Map("PUT", $"{Path}/{{campaignId}}", UpdateAsync);
        routes.Map("DELETE", $"{Path}/{{campaignId}}", Delete);
        routes.Map("GET", $"{Path}/template-list", ListTemplates);
        routes.Map("POST", $"{Path}/template", CreateTemplateAsync);
        routes.Map("POST", $"{Path}/template/approval/{{templateId}}", Approve);
    }

    private BrevoAnswer List(HttpContext context) =>
        ListChanged(
            context,
            CampaignKind.WhatsApp,
            "campaigns",
            static _ => true,
            (json, campaign) =>
            {
                using var document = campaign.Parse();
                WriteHead(json, campaign, document.RootElement);
                // A text in the document and a number in its examples.
                CampaignJson.WriteText(json, "templateId", document.RootElement, "templateId");
                json.WriteString("errorReason", "");
                json.WriteNumber("invalidatedContacts", 0);
                var figures = CampaignFigures.Of(service.MessageEvents.OfCampaign(MessageChannel.WhatsApp, campaign.Id));
                json.WriteNumber(
                    "readPercentage",
                    CampaignFigures.Percent(figures.Recipients(MessageEventKind.Opened), figures.Count(MessageEventKind.Sent))
                );
                WriteStatistics(json, figures);
            }
        );

    private BrevoAnswer Get(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        return service.Campaigns.Read(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.WhatsApp, id);
            using var document = campaign.Parse();
            var stored = document.RootElement;
            var template = store.Campaign(CampaignKind.WhatsAppTemplate, BrevoRequest.Number(stored, "templateId") ?? 0);
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    WriteHead(json, campaign, stored);
                    json.WriteString("senderNumber", "33700000000");
                    var audience = CampaignAudience.Read(stored, campaign.Kind);
                    json.WriteStartObject("recipients");
                    json.WriteString("type", audience is { Lists.Length: 0 } ? "segment" : "list");
                    CampaignJson.WriteIds(json, "includedLists", audience?.Lists ?? []);
                    CampaignJson.WriteIds(json, "excludedLists", audience?.ExcludedLists ?? []);
                    CampaignJson.WriteIds(json, "segments", audience?.Segments ?? []);
                    json.WriteEndObject();
                    WriteTemplate(json, template);
                    WriteStatistics(json, CampaignFigures.Of(service.MessageEvents.OfCampaign(MessageChannel.WhatsApp, campaign.Id)));
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (string.IsNullOrWhiteSpace(BrevoRequest.Text(body, "name")))
            throw BrevoError.Missing("name is missing");
        var at = CampaignLife.Moment(body, "scheduledAt") ?? throw BrevoError.Missing("scheduledAt is missing");
        var templateId = BrevoRequest.Number(body, "templateId") ?? throw BrevoError.Missing("templateId is missing");
        return service.Campaigns.Update(store =>
        {
            if (store.Campaign(CampaignKind.WhatsAppTemplate, templateId) is not { Status: "approved" })
                throw BrevoError.Invalid("Template should be in approved state");
            (CampaignAudience.Read(body, CampaignKind.WhatsApp) ?? throw BrevoError.Missing("recipients are missing")).Check(store);
            var campaign = new Campaign(
                CampaignKind.WhatsApp,
                store.NextCampaignId(CampaignKind.WhatsApp),
                service.Now,
                CampaignJson.Overlay(null, body)
            )
            {
                ModifiedAt = service.Now,
                Status = CampaignStates.Scheduled,
                ScheduledAt = at,
            };
            return BrevoAnswer.Id(201, "id", CampaignLife.Store(store, campaign).Id);
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        // The document's default: whoever sends no status schedules the campaign.
        var status = BrevoRequest.Text(body, "campaignStatus") ?? CampaignStates.Scheduled;
        if (status is not (CampaignStates.Scheduled or CampaignStates.Suspended))
            throw BrevoError.Invalid("campaignStatus should be scheduled or suspended");
        return service.Campaigns.Update(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.WhatsApp, id);
            if (campaign.IsOver())
                throw BrevoError.Invalid("Campaign has already been sent");
            if (CampaignAudience.Read(body, CampaignKind.WhatsApp) is { } audience)
                audience.Check(store);
            CampaignLife.Store(
                store,
                campaign with
                {
                    Json = CampaignJson.Overlay(campaign.Json, body, BrevoRequest.Text(body, "campaignName")),
                    Status = status,
                    ScheduledAt = CampaignLife.Moment(body, "rescheduleFor") ?? campaign.ScheduledAt,
                    ModifiedAt = service.Now,
                }
            );
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        return service.Campaigns.Update(store =>
        {
            store.Remove(CampaignLife.Find(store, CampaignKind.WhatsApp, id));
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer ListTemplates(HttpContext context)
    {
        var source = BrevoRequest.Text(context, "source");
        if (source is not (null or "Automation" or "Conversations"))
            throw BrevoError.Invalid("source is not valid");
        return ListChanged(
            context,
            CampaignKind.WhatsAppTemplate,
            "templates",
            template =>
            {
                using var document = template.Parse();
                return source is null || BrevoRequest.Text(document.RootElement, "source") == source;
            },
            static (json, template) =>
            {
                using var document = template.Parse();
                var stored = document.RootElement;
                json.WriteNumber("id", template.Id);
                CampaignJson.WriteText(json, "name", stored, "name");
                json.WriteString("type", "whatsapp");
                json.WriteString("status", template.Status);
                CampaignJson.WriteText(json, "language", stored, "language");
                CampaignJson.WriteText(json, "category", stored, "category");
                json.WriteString("errorReason", "NONE");
                CampaignJson.WriteTimes(json, template);
            }
        );
    }

    private async ValueTask<BrevoAnswer> CreateTemplateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        foreach (var name in (string[])["name", "language", "category", "bodyText"])
        {
            if (string.IsNullOrWhiteSpace(BrevoRequest.Text(body, name)))
                throw BrevoError.Missing($"{name} is missing");
        }

        foreach (var name in (string[])["source", "mediaUrl"])
            BrevoRequest.Text(body, name);
        if (BrevoRequest.Text(body, "category") is not ("MARKETING" or "UTILITY"))
            throw BrevoError.Invalid("category is not valid");
        if (BrevoRequest.Text(body, "bodyText") is { Length: > 1024 })
            throw BrevoError.Invalid("Maximum allowed characters for bodyText are 1024");
        if (BrevoRequest.Text(body, "headerText") is { Length: > 45 })
            throw BrevoError.Invalid("Maximum allowed characters for headerText are 45");
        return service.Campaigns.Update(store =>
        {
            var template = new Campaign(
                CampaignKind.WhatsAppTemplate,
                store.NextCampaignId(CampaignKind.WhatsAppTemplate),
                service.Now,
                CampaignJson.Overlay(null, body)
            )
            {
                ModifiedAt = service.Now,
                Status = CampaignStates.Draft,
            };
            return BrevoAnswer.Id(201, "id", CampaignLife.Store(store, template).Id);
        });
    }

    private BrevoAnswer Approve(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 3, "templateId");
        return service.Campaigns.Update(store =>
        {
            var template = store.Campaign(CampaignKind.WhatsAppTemplate, id) ?? throw BrevoError.Invalid("Template ID does not exist");
            if (template.Status != CampaignStates.Draft)
                throw BrevoError.Invalid("Template has already been sent for approval");
            CampaignLife.Store(store, template with { Status = "approved", ModifiedAt = service.Now });
            return new BrevoAnswer(200, default);
        });
    }

    /// <summary>A page in the order of the last change, as the document says of these two listings.</summary>
    private BrevoAnswer ListChanged(
        HttpContext context,
        CampaignKind kind,
        string name,
        Func<Campaign, bool> filter,
        Action<Utf8JsonWriter, Campaign> write
    )
    {
        var page = BrevoRequest.Page(context, 50, 100);
        var since = BrevoRequest.Moment(context, "startDate");
        var until = BrevoRequest.Moment(context, "endDate");
        if (since is null != until is null)
            throw BrevoError.Missing("startDate and endDate are mandatory together");
        return service.Campaigns.Read(store =>
        {
            List<Campaign> some =
            [
                .. store
                    .Campaigns(kind)
                    .Where(filter)
                    .Where(c => since is null || (c.CreatedAt >= since && c.CreatedAt <= until))
                    .OrderBy(static c => c.ModifiedAt),
            ];
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteNumber("count", some.Count);
                    json.WriteStartArray(name);
                    foreach (var campaign in page.Of(some))
                    {
                        json.WriteStartObject();
                        write(json, campaign);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            );
        });
    }

    private static void WriteHead(Utf8JsonWriter json, Campaign campaign, JsonElement stored)
    {
        json.WriteNumber("id", campaign.Id);
        CampaignJson.WriteText(json, "campaignName", stored, "name");
        json.WriteString("campaignStatus", campaign.Status);
        CampaignJson.WriteSchedule(json, campaign);
        CampaignJson.WriteTimes(json, campaign);
    }

    private static void WriteStatistics(Utf8JsonWriter json, CampaignFigures figures)
    {
        json.WriteStartObject("stats");
        figures.WriteWhatsApp(json);
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, Campaign? template)
    {
        json.WriteStartObject("template");
        if (template is not null)
        {
            using var document = template.Parse();
            var stored = document.RootElement;
            CampaignJson.WriteText(json, "name", stored, "name");
            CampaignJson.WriteText(json, "category", stored, "category");
            CampaignJson.WriteText(json, "language", stored, "language");
            json.WriteBoolean("contains_button", false);
            json.WriteBoolean("display_header", BrevoRequest.Text(stored, "headerText") is not null);
            json.WriteString("header_type", BrevoRequest.Text(stored, "mediaUrl") is null ? "text" : "media");
            json.WriteStartArray("components");
            json.WriteStartObject();
            json.WriteString("type", "BODY");
            CampaignJson.WriteText(json, "text", stored, "bodyText");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartArray("header_variables");
            json.WriteEndArray();
            json.WriteStartArray("body_variables");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
