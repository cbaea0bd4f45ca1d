using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>E-mail campaigns, with statistics of what was recorded.</summary>
internal sealed class EmailCampaignEndpoints(BrevoService service)
{
    private const string Path = "/emailCampaigns";

    private static readonly string[] s_recipients =
    [
        "all",
        "nonClickers",
        "nonOpeners",
        "clickers",
        "openers",
        "softBounces",
        "hardBounces",
        "unsubscribed",
    ];

    private static readonly string[] s_filters =
    [
        "suspended",
        "archive",
        "sent",
        "queued",
        "draft",
        "inProcess",
        "inReview",
        "cancelling",
        "cancelled",
    ];

    private static readonly string[] s_listed = ["globalStats", "linksStats", "statsByDomain"];
    private static readonly string[] s_single = [.. s_listed, "statsByDevice", "statsByBrowser"];

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", Path, List);
        routes.Map("POST", Path, CreateAsync);
        routes.Map("GET", $"{Path}/{{campaignId}}", Get);
        routes.Map("PUT", $"{Path}/{{campaignId}}", UpdateAsync);
        routes.Map("GET", $"{Path}/{{campaignId}}/abTestCampaignResult", GetTestResult);
        routes.Map("GET", $"{Path}/{{campaignId}}/sharedUrl", GetSharedUrl);
        new CampaignEndpoints(service, CampaignKind.Email, Path, s_recipients).Map(routes);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 100, minimumLimit: 1);
        var statistics = Statistics(context, s_listed);
        var excludeHtml = Flag(context, "excludeHtmlContent");
        var excludePdf = Flag(context, "excludePdfAttachment");
        if (BrevoRequest.Text(context, "type") is not (null or "classic" or "trigger"))
            throw BrevoError.Invalid("type is not valid");
        var since = BrevoRequest.Moment(context, "startDate");
        if (
            since is { } start
            && DateTimeOffset.FromUnixTimeMilliseconds(start).AddYears(2).ToUnixTimeMilliseconds() < BrevoRequest.Moment(context, "endDate")
        )
            throw BrevoError.OutOfRange("The date range between startDate and endDate must not exceed 2 years");
        var triggers = BrevoRequest.Text(context, "type") == "trigger";
        return service.Campaigns.Read(store =>
        {
            var (some, count) = CampaignEndpoints.List(
                store,
                CampaignKind.Email,
                context,
                page,
                s_filters,
                service.Now,
                c => !(excludePdf && HasPdf(c))
            );
            // Trigger campaigns belong to automations, and the API cannot create any.
            if (triggers)
                (some, count) = ([], 0);
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteNumber("count", count);
                    json.WriteStartArray("campaigns");
                    foreach (var campaign in some)
                    {
                        json.WriteStartObject();
                        EmailCampaignJson.WriteMembers(json, campaign, excludeHtml);
                        EmailCampaignStatistics.Write(
                            json,
                            Recent(service.MessageEvents.OfCampaign(MessageChannel.Email, campaign.Id)),
                            statistics,
                            service.Options.BrevoChoices,
                            single: false
                        );
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
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
                CampaignLife.Create(store, CampaignKind.Email, document.RootElement, EmailCampaignRules.Check, service.Now).Id
            )
        );
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        var statistics = Statistics(context, s_single);
        var excludeHtml = Flag(context, "excludeHtmlContent");
        return service.Campaigns.Read(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.Email, id);
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    EmailCampaignJson.WriteMembers(json, campaign, excludeHtml);
                    EmailCampaignStatistics.Write(
                        json,
                        service.MessageEvents.OfCampaign(MessageChannel.Email, campaign.Id),
                        statistics,
                        service.Options.BrevoChoices,
                        single: true
                    );
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        return service.Campaigns.Update(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.Email, id);
            CampaignLife.Update(store, campaign, document.RootElement, EmailCampaignRules.Check, service.Now);
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer GetTestResult(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        return service.Campaigns.Read(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.Email, id);
            using var stored = campaign.Parse();
            if (BrevoRequest.Boolean(stored.RootElement, "abTesting") != true)
                throw BrevoError.Invalid("Campaign is not an A/B test campaign");
            var events = service.MessageEvents.OfCampaign(MessageChannel.Email, campaign.Id);
            return BrevoAnswer.Json(200, json => CampaignTestResult.Write(json, campaign, stored.RootElement, events));
        });
    }

    private BrevoAnswer GetSharedUrl(HttpContext context)
    {
        var id = CampaignEndpoints.IdOf(context);
        return service.Campaigns.Read(store =>
        {
            var campaign = CampaignLife.Find(store, CampaignKind.Email, id);
            return BrevoAnswer.Json(
                200,
                json => json.WriteString("sharedUrl", new Uri(service.Origin, $"shared/{campaign.Id}").AbsoluteUri)
            );
        });
    }

    private static string? Statistics(HttpContext context, string[] known) =>
        BrevoRequest.Text(context, "statistics") is not { } statistics ? null
        : known.Contains(statistics) ? statistics
        : throw BrevoError.Invalid("statistics is not valid");

    private static bool Flag(HttpContext context, string name) =>
        BrevoRequest.Text(context, name) switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw BrevoError.Invalid($"{name} should be boolean"),
        };

    private static bool HasPdf(Campaign campaign)
    {
        using var document = campaign.Parse();
        return BrevoRequest.Text(document.RootElement, "attachmentUrl")?.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>The listing's statistics cover six months only.</summary>
    private List<MessageEvent> Recent(IEnumerable<MessageEvent> events)
    {
        var since = DateTimeOffset.FromUnixTimeMilliseconds(service.Now).AddMonths(-6).ToUnixTimeMilliseconds();
        return [.. events.Where(happened => happened.At >= since)];
    }
}
