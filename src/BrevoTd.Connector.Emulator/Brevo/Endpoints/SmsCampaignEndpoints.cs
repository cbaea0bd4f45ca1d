using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>SMS campaigns, with statistics of what was recorded.</summary>
internal sealed class SmsCampaignEndpoints(BrevoService service)
{
    private const string Path = "/smsCampaigns";

    private static readonly string[] s_recipients = ["all", "delivered", "answered", "softBounces", "hardBounces", "unsubscribed"];
    private static readonly string[] s_filters = ["suspended", "archive", "sent", "queued", "draft", "inProcess"];

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", Path, List);
        routes.Map("POST", Path, CreateAsync);
        routes.Map("GET", $"{Path}/{{campaignId}}", Get);
        routes.Map("PUT", $"{Path}/{{campaignId}}", UpdateAsync);
        new CampaignEndpoints(service, CampaignKind.Sms, Path, s_recipients).Map(routes);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 500, 1000);
        return service.Campaigns.Read(store =>
        {
            var (some, count) = CampaignEndpoints.List(store, CampaignKind.Sms, context, page, s_filters, service.Now);
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("campaigns");
                    foreach (var campaign in some)
                    {
                        json.WriteStartObject();
                        Write(json, campaign, null);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteNumber("count", count);
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        return service.Campaigns.Update(store =>
            BrevoAnswer.Id(
                201,
                "id",
                CampaignLife.Create(store, CampaignKind.Sms, document.RootElement, SmsCampaignRules.Check, service.Now).Id
            )
        );
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        return service.Campaigns.Read(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.Sms, id);
            return BrevoAnswer.Json(200, json => Write(json, campaign, store));
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        return service.Campaigns.Update(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.Sms, id);
            CampaignLife.Update(store, campaign, document.RootElement, SmsCampaignRules.Check, service.Now);
            return BrevoAnswer.NoContent;
        });
    }

    /// <param name="json">Where to.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="names">Where a single campaign has the names of its lists from; <see langword="null"/> in a listing, which has their ids alone.</param>
    private void Write(Utf8JsonWriter json, Campaign campaign, BrevoStore? names)
    {
        using var document = campaign.Parse();
        var stored = document.RootElement;
        json.WriteNumber("id", campaign.Id);
        CampaignJson.WriteText(json, "name", stored, "name");
        json.WriteString("status", campaign.Status);
        CampaignJson.WriteText(json, "content", stored, "content");
        CampaignJson.WriteText(json, "sender", stored, "sender");
        CampaignJson.WriteText(json, "organisationPrefix", stored, "organisationPrefix");
        CampaignJson.WriteText(json, "unsubscribeInstruction", stored, "unsubscribeInstruction");
        CampaignJson.WriteSchedule(json, campaign);
        CampaignJson.WriteTimes(json, campaign);
        var audience = CampaignAudience.Read(stored, campaign.Kind);
        json.WriteStartObject("recipients");
        WriteLists(json, "lists", audience?.Lists ?? [], names);
        WriteLists(json, "exclusionLists", audience?.ExcludedLists ?? [], names);
        json.WriteEndObject();
        json.WriteStartObject("statistics");
        CampaignFigures.Of(service.MessageEvents.OfCampaign(MessageChannel.Sms, campaign.Id)).WriteSms(json);
        json.WriteEndObject();
        if (names is null)
            return;
        json.WriteStartArray("tags");
        json.WriteEndArray();
    }

    private static void WriteLists(Utf8JsonWriter json, string name, long[] ids, BrevoStore? names)
    {
        if (names is null)
        {
            CampaignJson.WriteIds(json, name, ids);
            return;
        }

        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("name", names.List(id)?.Name ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
