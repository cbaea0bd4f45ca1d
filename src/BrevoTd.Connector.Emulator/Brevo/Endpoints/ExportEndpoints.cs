using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Exports contacts of a list, a segment or a campaign into a CSV file.</summary>
internal sealed class ExportEndpoints(BrevoService service)
{
    private static readonly string[] s_contactActions = ["allContacts", "subscribed", "unsubscribed", "unsubscribedPerList"];

    private static readonly string[] s_emailActions =
    [
        "openers",
        "nonOpeners",
        "clickers",
        "nonClickers",
        "unsubscribed",
        "hardBounces",
        "softBounces",
    ];

    private static readonly string[] s_smsActions = ["hardBounces", "softBounces", "unsubscribed"];

    public void Map(BrevoRoutes routes) => routes.Map("POST", "/contacts/export", ExportAsync);

    private async ValueTask<BrevoAnswer> ExportAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (BrevoRequest.Member(body, "customContactFilter") is not { ValueKind: JsonValueKind.Object } filter)
            throw BrevoError.Missing("customContactFilter is missing");
        var select = ReadFilter(filter);
        var columns = service.Store.Read(store => ReadColumns(body, store));
        var id = service.Work.Start(
            BackgroundProcess.Export,
            service.Options.ImportProcessingTime,
            (store, process) =>
                new Dictionary<string, string>
                {
                    [BackgroundProcess.ExportFile] = service.Reports.Save(process, "export", Write(store, select(store), columns)),
                }
        );
        return BrevoAnswer.Id(202, "processId", id);
    }

    private Func<BrevoStore, IEnumerable<Contact>> ReadFilter(JsonElement filter)
    {
        var ofContacts = BrevoRequest.Text(filter, "actionForContacts");
        var ofEmail = BrevoRequest.Text(filter, "actionForEmailCampaigns");
        var ofSms = BrevoRequest.Text(filter, "actionForSmsCampaigns");
        if ((ofContacts is null ? 0 : 1) + (ofEmail is null ? 0 : 1) + (ofSms is null ? 0 : 1) != 1)
            throw BrevoError.Invalid(
                "Exactly one of actionForContacts, actionForEmailCampaigns and actionForSmsCampaigns should be passed"
            );
        if (ofContacts is not null)
            return OfContacts(Known(ofContacts, s_contactActions, "actionForContacts"), filter);
        return ofEmail is not null
            ? OfEmailCampaigns(Known(ofEmail, s_emailActions, "actionForEmailCampaigns"), BrevoRequest.Number(filter, "emailCampaignId"))
            : OfSmsCampaigns(Known(ofSms!, s_smsActions, "actionForSmsCampaigns"), BrevoRequest.Number(filter, "smsCampaignId"));
    }

    private Func<BrevoStore, IEnumerable<Contact>> OfContacts(string action, JsonElement filter)
    {
        var listId = BrevoRequest.Number(filter, "listId");
        var segmentId = BrevoRequest.Number(filter, "segmentId");
        if (listId is null == segmentId is null)
            throw BrevoError.Missing("Either listId or segmentId should be passed");
        service.Store.Read(Members);
        return store =>
            store
                .Contacts(Members(store), 0, ascending: true)
                .Where(contact =>
                    action switch
                    {
                        "subscribed" => !contact.EmailBlacklisted,
                        "unsubscribed" => contact.EmailBlacklisted || contact.SmsBlacklisted,
                        "unsubscribedPerList" => contact.Email is { } email
                            && service
                                .MessageEvents.OfRecipient(email)
                                .Any(happened => happened.Kind == MessageEventKind.Unsubscribed && happened.ListId == listId),
                        _ => true,
                    }
                );

        IdSet Members(BrevoStore store) =>
            listId is { } list
                ? (store.List(list) ?? throw BrevoError.Invalid("List ID does not exist")).Members
                : SegmentEndpoints.MembersOf(store, segmentId!.Value);
    }

    private Func<BrevoStore, IEnumerable<Contact>> OfEmailCampaigns(string action, long? campaignId)
    {
        if (campaignId is null && action is not ("hardBounces" or "softBounces"))
            throw BrevoError.Missing("emailCampaignId is missing");
        return store =>
        {
            var events = service
                .MessageEvents.All()
                .Where(happened => happened is { Channel: MessageChannel.Email, CampaignId: not null })
                .Where(happened => campaignId is null || happened.CampaignId == campaignId)
                .ToList();
            var emails = action switch
            {
                "openers" => With(MessageEventKind.Opened),
                "nonOpeners" => With(MessageEventKind.Delivered).Except(With(MessageEventKind.Opened)),
                "clickers" => With(MessageEventKind.Clicked),
                "nonClickers" => With(MessageEventKind.Delivered).Except(With(MessageEventKind.Clicked)),
                "unsubscribed" => With(MessageEventKind.Unsubscribed),
                "hardBounces" => With(MessageEventKind.HardBounce),
                _ => With(MessageEventKind.SoftBounce),
            };
            return emails.Select(store.ByEmail).OfType<Contact>().OrderBy(static contact => contact.Id);

            IEnumerable<string> With(MessageEventKind kind) =>
                events.Where(happened => happened.Kind == kind).Select(static happened => happened.Email).OfType<string>().Distinct();
        };
    }

    private Func<BrevoStore, IEnumerable<Contact>> OfSmsCampaigns(string action, long? campaignId)
    {
        var kind = action switch
        {
            "hardBounces" => MessageEventKind.HardBounce,
            "softBounces" => MessageEventKind.SoftBounce,
            _ => MessageEventKind.Unsubscribed,
        };
        return store =>
            service
                .MessageEvents.All()
                .Where(happened => happened.Channel == MessageChannel.Sms && happened.CampaignId is not null && happened.Kind == kind)
                .Where(happened => campaignId is null || happened.CampaignId == campaignId)
                .Select(happened => Identifiers.TryPhone(happened.Phone ?? "", out var phone) ? store.ByPhone(ContactKey.Sms, phone) : null)
                .OfType<Contact>()
                .DistinctBy(static contact => contact.Id)
                .OrderBy(static contact => contact.Id);
    }

    private static List<string> ReadColumns(JsonElement body, BrevoStore store)
    {
        var attributes = BrevoRequest.Texts(body, "exportAttributes") ?? [];
        var mandatory = BrevoRequest.Boolean(body, "exportMandatoryAttributes") ?? true;
        if (!mandatory && attributes.Length == 0)
            throw BrevoError.Missing("exportAttributes is missing");
        var columns = new List<string>();
        if (mandatory)
            columns.AddRange(["EMAIL", "ADDED_TIME", "MODIFIED_TIME"]);
        foreach (var name in attributes)
        {
            if (name != "EMAIL" && store.Attribute(name) is null)
                throw BrevoError.Invalid($"Attribute {name} does not exist");
            columns.Add(name);
        }

        foreach (var name in BrevoRequest.Texts(body, "exportMetadata") ?? [])
            columns.Add(Known(name, ["_listIds", "ADDED_TIME", "MODIFIED_TIME"], "exportMetadata"));
        foreach (var name in BrevoRequest.Texts(body, "exportSubscriptionStatus") ?? [])
            columns.Add(Known(name, ["email_marketing", "sms_marketing"], "exportSubscriptionStatus"));
        return [.. columns.Distinct(StringComparer.Ordinal)];
    }

    private byte[] Write(BrevoStore store, IEnumerable<Contact> contacts, List<string> columns)
    {
        var choices = service.Options.BrevoChoices;
        var text = new StringBuilder();
        if (choices.ReportByteOrderMark)
            text.Append('\uFEFF');
        ReportFiles.WriteLine(text, columns, choices);
        foreach (var contact in contacts)
        {
            var shown = BrevoEmulatorContact.From(contact, store);
            ReportFiles.WriteLine(text, columns.Select(name => Field(shown, name)), choices);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Field(BrevoEmulatorContact contact, string column) =>
        column switch
        {
            "EMAIL" => contact.Email ?? "",
            "ADDED_TIME" => Moment(contact.CreatedAt),
            "MODIFIED_TIME" => Moment(contact.ModifiedAt),
            "_listIds" => string.Join(',', contact.ListIds),
            "email_marketing" => contact.EmailBlacklisted ? "unsubscribed" : "subscribed",
            "sms_marketing" => contact.SmsBlacklisted ? "unsubscribed" : "subscribed",
            _ => contact.Attributes.GetValueOrDefault(column, ""),
        };

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Known(string value, string[] values, string name) =>
        values.Contains(value) ? value : throw BrevoError.Invalid($"{name} should be one of {string.Join(", ", values)}");
}
