using System.Text;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Exports of a campaign's recipients as a process with a CSV file. Its columns are the emulator's own, because the documents name none.</summary>
internal sealed class CampaignExports(BrevoService service)
{
    /// <returns>The id of the process.</returns>
    public int Export(Campaign campaign, string which) =>
        service.Work.Start(
            BackgroundProcess.CampaignRecipients,
            service.Options.ImportProcessingTime,
            (_, process) =>
                new Dictionary<string, string>
                {
                    [BackgroundProcess.ExportFile] = service.Reports.Save(process, "recipients", Write(campaign, which)),
                }
        );

    private byte[] Write(Campaign campaign, string which)
    {
        var choices = service.Options.BrevoChoices;
        var text = new StringBuilder();
        if (choices.ReportByteOrderMark)
            text.Append('\uFEFF');
        ReportFiles.WriteLine(text, [campaign.Kind == CampaignKind.Email ? "EMAIL" : "SMS", "SEND_DATE", "EVENT_DATE"], choices);
        var byRecipient = service
            .MessageEvents.OfCampaign(CampaignSender.ChannelOf(campaign.Kind), campaign.Id)
            .GroupBy(static happened => happened.Email ?? happened.Phone ?? "", StringComparer.Ordinal);
        foreach (var recipient in byRecipient)
        {
            List<MessageEvent> its = [.. recipient];
            if (!Belongs(its, which))
                continue;
            var sent = its.Find(static happened => happened.Kind == MessageEventKind.Sent);
            ReportFiles.WriteLine(
                text,
                [recipient.Key, sent is null ? "" : ContactJson.Moment(sent.At), ContactJson.Moment(its[^1].At)],
                choices
            );
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static bool Belongs(List<MessageEvent> its, string which)
    {
        return which switch
        {
            "all" => true,
            "delivered" => Has(MessageEventKind.Delivered),
            "openers" => HasOpened(),
            "nonOpeners" => !HasOpened(),
            "clickers" => Has(MessageEventKind.Clicked),
            "nonClickers" => !Has(MessageEventKind.Clicked),
            "answered" => Has(MessageEventKind.Replied),
            "softBounces" => Has(MessageEventKind.SoftBounce),
            "hardBounces" => Has(MessageEventKind.HardBounce),
            _ => Has(MessageEventKind.Unsubscribed),
        };

        bool Has(MessageEventKind kind) => its.Exists(happened => happened.Kind == kind);

        bool HasOpened() => Has(MessageEventKind.Opened) || Has(MessageEventKind.ProxyOpened);
    }
}
