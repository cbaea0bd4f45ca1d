using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What e-mail and SMS campaigns have in common: the way from draft to sent, and what is got out of sent ones.</summary>
internal sealed class CampaignEndpoints(BrevoService service, CampaignKind kind, string path, string[] recipientKinds)
{
    private const int MaximumTestsPerDay = 50;

    private int _tests;
    private long _testDay;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("DELETE", $"{path}/{{campaignId}}", Delete);
        routes.Map("POST", $"{path}/{{campaignId}}/sendNow", SendNow);
        routes.Map("PUT", $"{path}/{{campaignId}}/status", ChangeStatusAsync);
        routes.Map("POST", $"{path}/{{campaignId}}/sendTest", SendTestAsync);
        routes.Map("POST", $"{path}/{{campaignId}}/sendReport", SendReportAsync);
        routes.Map("POST", $"{path}/{{campaignId}}/exportRecipients", ExportAsync);
    }

    public static long IdOf(HttpContext context) => BrevoRequest.IdSegment(context, 1, "campaignId");

    /// <summary>A page of campaigns that pass the filters of a listing.</summary>
    public static (List<Campaign> Page, int Count) List(
        BrevoStore store,
        CampaignKind kind,
        HttpContext context,
        Page page,
        string[] statuses,
        long now,
        Func<Campaign, bool>? filter = null
    )
    {
        var status = BrevoRequest.Text(context, "status");
        if (status is not null && !statuses.Contains(status))
            throw BrevoError.Invalid("status is not valid");
        var since = BrevoRequest.Moment(context, "startDate");
        var until = BrevoRequest.Moment(context, "endDate");
        if (since is null != until is null)
            throw BrevoError.Missing("startDate and endDate are mandatory together");
        if (since is not null)
        {
            if (status is not (null or CampaignStates.Sent))
                throw BrevoError.Invalid("startDate and endDate are available only if status is not passed or is sent");
            if (since > now || until > now)
                throw BrevoError.Invalid("startDate and endDate should not be in the future");
            if (since > until)
                throw BrevoError.Invalid("startDate should not be later than endDate");
        }

        List<Campaign> some =
        [
            .. store
                .Campaigns(kind)
                .Where(c => filter?.Invoke(c) ?? true)
                .Where(c => status is null || c.Status == status)
                .Where(c => since is null || (c.SentAt >= since && c.SentAt <= until)),
        ];
        return ([.. page.Of(some)], some.Count);
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var id = IdOf(context);
        return service.Campaigns.Update(store =>
        {
            CampaignLife.Delete(store, CampaignLife.Find(store, kind, id));
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer SendNow(HttpContext context)
    {
        var id = IdOf(context);
        return service.Campaigns.Update(store =>
        {
            CampaignLife.SendNow(store, CampaignLife.Find(store, kind, id), service.Now);
            return BrevoAnswer.NoContent;
        });
    }

    private async ValueTask<BrevoAnswer> ChangeStatusAsync(HttpContext context)
    {
        var id = IdOf(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var status = BrevoRequest.Text(document.RootElement, "status");
        return service.Campaigns.Update(store =>
        {
            CampaignLife.ChangeStatus(store, CampaignLife.Find(store, kind, id), status, service.Now);
            return BrevoAnswer.NoContent;
        });
    }

    private async ValueTask<BrevoAnswer> SendTestAsync(HttpContext context)
    {
        var id = IdOf(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var emails = kind == CampaignKind.Email ? BrevoRequest.Texts(body, "emailTo") ?? [] : [];
        var phone = kind == CampaignKind.Sms ? BrevoRequest.Text(body, "phoneNumber") : null;
        return service.Campaigns.Update(store =>
        {
            var campaign = CampaignLife.Find(store, kind, id);
            if (kind == CampaignKind.Sms)
                CheckPhone(store, phone);
            else
                CheckAddresses(emails);
            CampaignLife.Store(store, campaign with { TestSent = true });
            return BrevoAnswer.NoContent;
        });
    }

    private void CheckAddresses(string[] emails)
    {
        // Without addresses it goes to the test list, which no operation of the API can fill.
        if (emails.Length == 0)
            throw BrevoError.Invalid("There is no contact in your test list");
        if (emails.Any(static email => !Identifiers.TryEmail(email, out _)))
            throw BrevoError.Invalid("Invalid email address");
        var day = service.Now / (24 * 60 * 60 * 1000);
        if (day != _testDay)
            (_testDay, _tests) = (day, 0);
        if (_tests + emails.Length > MaximumTestsPerDay)
            throw BrevoError.Invalid($"You can not send more than {MaximumTestsPerDay} test emails per day");
        _tests += emails.Length;
    }

    private static void CheckPhone(BrevoStore store, string? phone)
    {
        if (phone is null)
            throw BrevoError.Missing("phoneNumber is missing");
        if (!Identifiers.TryPhone(phone, out var number) || store.ByPhone(ContactKey.Sms, number) is not { SmsBlacklisted: false })
            throw BrevoError.Invalid("phoneNumber must belong to one of your contacts and must not be blacklisted");
    }

    private async ValueTask<BrevoAnswer> SendReportAsync(HttpContext context)
    {
        var id = IdOf(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        if (BrevoRequest.Member(document.RootElement, "email") is not { ValueKind: JsonValueKind.Object } email)
            throw BrevoError.Missing("email is missing");
        if (BrevoRequest.Texts(email, "to") is not { Length: > 0 } to)
            throw BrevoError.Missing("to is missing");
        if (to.Any(static address => !Identifiers.TryEmail(address, out _)))
            throw BrevoError.Invalid("Invalid email address");
        if (string.IsNullOrEmpty(BrevoRequest.Text(email, "body")))
            throw BrevoError.Missing("body is missing");
        if (BrevoRequest.Text(document.RootElement, "language") is not (null or "fr" or "es" or "pt" or "it" or "de" or "en"))
            throw BrevoError.Invalid("language is not valid");
        return service.Campaigns.Read(store =>
            CampaignLife.Find(store, kind, id).IsOver()
                ? BrevoAnswer.NoContent
                : throw BrevoError.Invalid("Report can be sent only for sent or archived campaigns")
        );
    }

    private async ValueTask<BrevoAnswer> ExportAsync(HttpContext context)
    {
        var id = IdOf(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var which = BrevoRequest.Text(document.RootElement, "recipientsType");
        if (which is null)
            throw BrevoError.Missing("recipientsType is missing");
        if (!recipientKinds.Contains(which))
            throw BrevoError.Invalid("recipientsType is not valid");
        var campaign = service.Campaigns.Read(store => CampaignLife.Find(store, kind, id));
        return campaign.IsOver()
            ? BrevoAnswer.Id(202, "processId", new CampaignExports(service).Export(campaign, which))
            : throw BrevoError.Invalid("Recipients can be exported only for sent campaigns");
    }
}
